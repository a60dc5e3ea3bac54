package dev.onethread.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What it is measured on.
final class Machine {
    private Machine() {}

    /// Processor, cores, memory and Java version.
    static String described() {
        long memory = Runtime.getRuntime().maxMemory() >> 30;
        return String.format(
                java.util.Locale.ROOT,
                "%s, %d cores, heap up to %d GiB, Java %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memory,
                Runtime.version().feature());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("a processor without a name");
        } catch (IOException e) {
            return "a processor without a name";
        }
    }
}
