package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads address headers (RFC 5322 section 3.4) as they are written in the wild: unquoted commas and at signs in
/// names, missing brackets, groups, comments, obsolete routes, encoded words around the address itself.
final class Senders {
    private static final Pattern USABLE = Pattern.compile("[^\\s@<>\",;:()\\[\\]]{1,128}@[^\\s@<>\",;:()]{1,255}");
    private static final Pattern CANDIDATE = Pattern.compile("[^\\s@<>\",;:()]{1,500}@[^\\s@<>\",;:()]{1,500}");
    private static final Pattern SPACED_DOT =
            Pattern.compile("(?<=\\S)\\s{0,20}\\.\\s{1,20}(?=[a-z])|\\s{1,20}\\.(?=[a-z])");
    /// Another name with its address after one that was complete.
    private static final Pattern COMMA_FORGOTTEN =
            Pattern.compile("\\s{1,20}[^\\s<>,;()][^<>,;()]{0,120}<[^<>\\s,;]{1,128}@[^<>\\s,;]{1,255}>");

    private static final Pattern MAILTO = Pattern.compile("^\\s{0,3}(?i:mailto):");
    private static final int LONGEST_LOCAL = 500;
    private static final int MOST = 200;

    private Senders() {}

    /// A mailbox; `address` is as written, without brackets. `name` is null where none is given.
    record Sender(@Nullable String name, String address) {
        /// Whether mail could be sent there.
        boolean usable() {
            return address.length() <= 320 && USABLE.matcher(address).matches();
        }
    }

    static List<Sender> of(@Nullable String octets) {
        if (octets == null || octets.isBlank()) {
            return List.of();
        }
        String text = octets.contains("@") ? octets : Charsets.octets(utf8(EncodedWords.decode(octets)));
        List<Sender> found = new ArrayList<>();
        for (String chunk : chunks(text)) {
            Sender sender = sender(chunk);
            if (sender != null && found.size() < MOST) {
                found.add(sender);
            }
        }
        return found;
    }

    /// Cut at commas and semicolons that separate; a piece without an address belongs to the name that follows.
    private static List<String> chunks(String octets) {
        List<String> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        boolean quoted = false;
        boolean bracket = false;
        int comment = 0;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\\' && (quoted || comment > 0) && i + 1 < octets.length()) {
                chunk.append(c).append(octets.charAt(++i));
                continue;
            }
            if (c == '"' && comment == 0) {
                quoted = !quoted && octets.indexOf('"', i + 1) > 0;
            } else if (!quoted) {
                comment = Math.max(0, comment + (c == '(' ? 1 : c == ')' ? -1 : 0));
                bracket = c == '<' || bracket && c != '>';
            }
            boolean free = !quoted && !bracket && comment == 0;
            if (free
                    && c == '>'
                    && chunk.indexOf("@") >= 0
                    && COMMA_FORGOTTEN
                            .matcher(octets)
                            .region(i + 1, octets.length())
                            .lookingAt()) {
                chunks.add(chunk.append(c).toString());
                chunk.setLength(0);
                continue;
            }
            if (free && c == ':' && chunk.indexOf("@") < 0) {
                chunk.setLength(0);
            } else if (free && (c == ',' && chunk.indexOf("@") >= 0 || c == ';')) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            } else {
                chunk.append(c);
            }
        }
        chunks.add(chunk.toString());
        return chunks;
    }

    private static @Nullable Sender sender(String chunk) {
        int open = chunk.lastIndexOf('<');
        if (open >= 0) {
            int close = chunk.indexOf('>', open);
            String inside = chunk.substring(open + 1, close < 0 ? chunk.length() : close);
            // An obsolete route: <@relay,@relay:somebody@example.org>.
            int route = inside.lastIndexOf(':');
            String address = address(inside.substring(inside.startsWith("@") ? route + 1 : 0));
            StringBuilder remarks = new StringBuilder();
            String before = withoutComments(chunk.substring(0, open).replaceAll("[<\\s]{1,20}$", ""), remarks);
            withoutComments(inside, remarks);
            withoutComments(close < 0 ? "" : chunk.substring(close + 1), remarks);
            String name = remarked(name(before), name(remarks.toString()));
            return address.isEmpty() && name == null ? null : new Sender(name, address);
        }
        StringBuilder comments = new StringBuilder();
        String bare = withoutComments(chunk, comments);
        if (bare.isBlank()) {
            return null;
        }
        // Blanks around dots are obsolete, and still written (RFC 5322 section 4.4).
        String tight = SPACED_DOT.matcher(bare).replaceAll(".");
        Matcher candidate = CANDIDATE.matcher(tight);
        int at = tight.indexOf('@');
        if (at >= 0 && candidate.find(Math.max(0, at - LONGEST_LOCAL))) {
            String rest = tight.substring(0, candidate.start()) + tight.substring(candidate.end());
            String name = rest.isBlank() ? name(comments.toString()) : name(rest);
            return new Sender(name, address(candidate.group()));
        }
        return bare.contains("@") ? new Sender(name(comments.toString()), address(bare)) : null;
    }

    /// Comments are no part of a name (RFC 5322 section 3.4), and mail programs show them all the same.
    private static @Nullable String remarked(@Nullable String name, @Nullable String remark) {
        if (name == null || remark == null) {
            return name == null ? remark : name;
        }
        return name + " (" + remark + ")";
    }

    private static String address(String octets) {
        String plain = withoutComments(octets, new StringBuilder()).strip();
        if (plain.startsWith("\"") && plain.endsWith("\"") && plain.length() > 1) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return MAILTO.matcher(EncodedWords.decode(plain.replaceAll("\\s*([@.])\\s*", "$1")))
                .replaceFirst("")
                .strip();
    }

    private static @Nullable String name(String octets) {
        String plain = octets.strip();
        StringBuilder unquoted = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\\' && quoted && i + 1 < plain.length()) {
                unquoted.append(plain.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                unquoted.append(c);
            }
        }
        String text =
                EncodedWords.decode(unquoted.toString()).replaceAll("\\s+", " ").strip();
        text = text.replaceAll("^[,;\\s]+", "").replaceAll("^'(.*)'$", "$1").strip();
        return text.isEmpty() ? null : text;
    }

    private static String withoutComments(String octets, StringBuilder comments) {
        if (octets.indexOf('(') < 0 || octets.contains("\"")) {
            return octets;
        }
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\\' && depth > 0 && i + 1 < octets.length()) {
                comments.append(octets.charAt(++i));
            } else if (c == '(') {
                if (depth++ == 0 && !comments.isEmpty()) {
                    comments.append(' ');
                }
            } else if (c == ')' && depth > 0) {
                depth--;
            } else {
                (depth > 0 ? comments : plain).append(c);
            }
        }
        return plain.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
