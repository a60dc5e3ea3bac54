package dev.onethread.ingest.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which charset a label means. Aliases stand in `mail-words/charset-labels.txt`.
final class CharsetLabels {
    private static final Pattern ISO =
            Pattern.compile("(?:x-|cs|windows-)?iso[-_ ]?8859[-_ ]?(\\d{1,2})(?:[-_: ]?(?:i|e)|[-_:].*)?");
    private static final Pattern BARE_ISO = Pattern.compile("8859[-_ ](\\d{1,2})");
    private static final Pattern CODE_PAGE = Pattern.compile(
            "(?:x-|cs|microsoft-)?(?:windows-?(?:cp)?|win|cp|ms-?(?:cp)?|ibm|dos|ansi|pc-multilingual)?[-_ ]?"
                    + "0{0,2}(\\d{3,5})(?:[-_:+].*)?");

    /// What a sender writes who does not know; the bytes know better.
    private static final List<String> SAYS_NOTHING = List.of(
            "",
            "us-ascii",
            "ascii",
            "ansi_x3.4-1968",
            "us-ascii-8bit",
            "unknown",
            "unknown-8bit",
            "x-unknown",
            "default",
            "default_charset",
            "x-user-defined",
            "binary",
            "7bit",
            "8bit",
            "none",
            "(null",
            "null",
            "charset",
            "iso",
            "user-defined");

    private static final Map<String, Charset> MEANT = meant();

    private CharsetLabels() {}

    /// A label as it is looked up: lower case, without quotes and what else stands around it.
    static String tidy(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        int parameter = name.indexOf(';', 1);
        name = parameter > 0 ? name.substring(0, parameter) : name;
        name = name.replaceAll("^[\"'<]+|[\"'>);,.\\s-]+$", "");
        return name.startsWith("charset=") ? name.substring("charset=".length()) : name;
    }

    static boolean saysNothing(String name) {
        return SAYS_NOTHING.contains(name);
    }

    static boolean isUtf7(String name) {
        return name.contains("utf-7") || name.endsWith("utf7");
    }

    /// The variants of ISO-2022-JP, which differ in what they may switch to.
    static boolean isJapaneseSwitched(String name) {
        return name.startsWith("iso-2022-jp")
                || name.startsWith("iso2022-jp")
                || name.startsWith("iso2022jp")
                || name.startsWith("csiso2022jp")
                || name.equals("jis")
                || name.matches("(?:x-windows-|cp)5022[0-2]");
    }

    /// Null where nobody knows the name.
    static @Nullable Charset named(String name) {
        Charset meant = MEANT.get(name);
        if (meant != null) {
            return meant;
        }
        Matcher iso = ISO.matcher(name);
        Matcher bare = BARE_ISO.matcher(name);
        String part = iso.matches() ? iso.group(1) : bare.matches() ? bare.group(1) : null;
        if (part != null) {
            return supported(
                    switch (part) {
                        case "1" -> "windows-1252";
                        case "8" -> "windows-1255";
                        case "9" -> "windows-1254";
                        case "11" -> "x-windows-874";
                        default -> "ISO-8859-" + part;
                    });
        }
        Charset known = supported(name);
        Matcher page = CODE_PAGE.matcher(name);
        return page.matches() ? codePage(page.group(1), known) : known;
    }

    private static @Nullable Charset codePage(String number, @Nullable Charset otherwise) {
        return switch (number) {
            case "936" -> supported("GB18030");
            case "949" -> supported("x-windows-949");
            case "950" -> supported("Big5-HKSCS");
            case "932" -> supported("windows-31j");
            case "874" -> supported("x-windows-874");
            case "858" -> supported("IBM00858");
            case "866", "855", "437", "850", "852", "862", "863", "865", "737", "775", "857", "860", "861", "864" ->
                supported("IBM" + number);
            case "819" -> supported("windows-1252");
            default -> {
                Charset windows = supported("windows-" + number);
                yield windows == null ? otherwise : windows;
            }
        };
    }

    private static @Nullable Charset supported(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, Charset> meant() {
        Map<String, Charset> meant = new HashMap<>();
        String resource = "/mail-words/charset-labels.txt";
        try (InputStream in = Objects.requireNonNull(CharsetLabels.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    List<String> words = List.of(line.strip().split(" +"));
                    Charset charset = Charset.forName(words.getFirst());
                    words.subList(1, words.size()).forEach(label -> meant.put(label, charset));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meant;
    }
}
