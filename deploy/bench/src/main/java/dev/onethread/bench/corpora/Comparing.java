package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What the suites have in common.
final class Comparing {
    private Comparing() {}

    /// Without white space, case, the charset an HTML page names, and what could not be decoded.
    static String squeezed(String text) {
        return text.replaceAll("charset=[\"']?[\\w-]+", "")
                .replaceAll("[\\s\\u00A0\\uFFFD]+", "")
                .toLowerCase(Locale.ROOT);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /// What was made, and the processor time it took, which other work on the machine does not lengthen.
    static <T> Timed<T> timed(Supplier<T> work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        T made = work.get();
        return new Timed<>(made, (threads.getCurrentThreadCpuTime() - before) / 1e9);
    }

    record Timed<T>(T made, double seconds) {}
}
