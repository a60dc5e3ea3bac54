package dev.onethread.ingest.mail;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A header of the form `value; name=value; …` (RFC 2045 section 5.1) with continuations and charsets (RFC 2231),
/// encoded words in quotes (which RFC 2047 section 5 forbids and everybody sends), unquoted blanks and raw octets.
record Parameters(String value, Map<String, String> named) {
    private static final int MOST = 200;

    /// A parameter whose semicolon was forgotten: the value, or another parameter, and then blanks and `name=`.
    private static final Pattern FORGOTTEN_FIRST =
            Pattern.compile("^(\\s*+[^\\s;=\"()]{1,160}+)\\s++(?=[A-Za-z][\\w*-]{0,40}\\s?=)");

    private static final Pattern FORGOTTEN = Pattern.compile(
            "(?<!\\s)\\s++(?=(?:(?:file)?name|charset|boundary|format|delsp|type|size|[A-Za-z][\\w-]{0,40}\\*\\d{0,4}\\*?)=)",
            Pattern.CASE_INSENSITIVE);

    @Nullable
    String get(String name) {
        return named.get(name);
    }

    static Parameters of(@Nullable String octets) {
        if (octets == null) {
            return new Parameters("", Map.of());
        }
        Scanner scanner = new Scanner(FORGOTTEN_FIRST.matcher(octets).replaceFirst("$1;"));
        String value = scanner.upTo(";").strip().toLowerCase(Locale.ROOT);
        Map<String, String> raw = new LinkedHashMap<>();
        while (scanner.more() && raw.size() < MOST) {
            String name = scanner.upTo("=;").strip().toLowerCase(Locale.ROOT);
            if (scanner.skip('=')) {
                raw.putIfAbsent(name, scanner.value());
            }
            scanner.skip(';');
        }
        return new Parameters(value, decoded(raw));
    }

    private static Map<String, String> decoded(Map<String, String> raw) {
        Map<String, String> decoded = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, String>> pieces = new LinkedHashMap<>();
        raw.forEach((name, octets) -> {
            int star = name.indexOf('*');
            if (star <= 0) {
                decoded.put(name, EncodedWords.decode(octets));
            } else {
                String number = name.substring(star + 1).replace("*", "");
                int index = number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
                String marked = (name.endsWith("*") ? "*" : "") + octets;
                pieces.computeIfAbsent(name.substring(0, star), ignored -> new TreeMap<>())
                        .put(index, marked);
            }
        });
        // RFC 2231's form is the better one where a sender gives both.
        pieces.forEach((name, parts) -> decoded.put(name, joined(parts)));
        return decoded;
    }

    /// Only pieces marked `*` are percent-encoded; the charset stands in the first of them.
    private static String joined(TreeMap<Integer, String> parts) {
        String charset = null;
        boolean first = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : parts.values()) {
            boolean encoded = part.startsWith("*");
            String octets = encoded ? part.substring(1) : part;
            if (encoded && first) {
                String[] split = octets.split("'", 3);
                if (split.length == 3) {
                    charset = split[0];
                    octets = split[2];
                }
            }
            first = false;
            bytes.writeBytes(encoded ? percent(octets) : Charsets.bytes(octets));
        }
        String octets = Charsets.octets(bytes.toByteArray());
        return octets.contains("=?") ? EncodedWords.decode(octets) : Charsets.decode(bytes.toByteArray(), charset);
    }

    private static byte[] percent(String octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            boolean escape = octets.charAt(i) == '%'
                    && i + 2 < octets.length()
                    && Character.digit(octets.charAt(i + 1), 16) >= 0
                    && Character.digit(octets.charAt(i + 2), 16) >= 0;
            if (escape) {
                out.write(Integer.parseInt(octets, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(octets.charAt(i));
            }
        }
        return out.toByteArray();
    }

    private static final class Scanner {
        private final String octets;
        private int at;

        Scanner(String octets) {
            this.octets = octets;
        }

        boolean more() {
            return at < octets.length();
        }

        boolean skip(char c) {
            if (more() && octets.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        /// Up to one of `stops`, comments left out (RFC 822 section 3.4.3).
        String upTo(String stops) {
            StringBuilder found = new StringBuilder();
            int depth = 0;
            while (more() && (depth > 0 || stops.indexOf(octets.charAt(at)) < 0)) {
                char c = octets.charAt(at++);
                if (c == '(') {
                    depth++;
                } else if (c == ')' && depth > 0) {
                    depth--;
                } else if (depth == 0) {
                    found.append(c);
                }
            }
            return found.toString();
        }

        String value() {
            while (more() && Character.isWhitespace(octets.charAt(at))) {
                at++;
            }
            if (!skip('"')) {
                int end = octets.indexOf(';', at);
                String plain = octets.substring(at, end < 0 ? octets.length() : end);
                Matcher next = FORGOTTEN.matcher(plain);
                boolean forgotten = next.find() && next.start() > 0;
                at += forgotten ? next.start() : plain.length();
                return (forgotten ? plain.substring(0, next.start()) : plain).strip();
            }
            StringBuilder quoted = new StringBuilder();
            while (more() && (octets.charAt(at) != '"' || !ends())) {
                char c = octets.charAt(at++);
                // Only what must be escaped is; a backslash before anything else is a Windows path.
                if (c == '\\' && more() && (octets.charAt(at) == '"' || octets.charAt(at) == '\\')) {
                    c = octets.charAt(at++);
                }
                quoted.append(c);
            }
            skip('"');
            Matcher next = FORGOTTEN.matcher(octets).region(at, octets.length());
            if (!next.lookingAt()) {
                upTo(";");
            }
            return quoted.toString();
        }

        /// Whether the quotation mark here is the last of its parameter: programs forget to escape those of
        /// a file name.
        private boolean ends() {
            int next = at + 1;
            while (next < octets.length() && Character.isWhitespace(octets.charAt(next))) {
                next++;
            }
            return next >= octets.length()
                    || octets.charAt(next) == ';'
                    || octets.charAt(next) == '('
                    || octets.indexOf('"', next) < 0
                    || FORGOTTEN.matcher(octets).region(at + 1, octets.length()).lookingAt();
        }
    }
}
