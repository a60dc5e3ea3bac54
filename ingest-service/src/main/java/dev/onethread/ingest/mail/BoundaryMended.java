package dev.onethread.ingest.mail;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A multipart mail whose declared boundary never occurs, or that declares none, because somebody between rewrote the
/// header or the body: the first line in the body that looks like a boundary and is followed by a part's header is one,
/// or one that another line closes.
final class BoundaryMended {
    private static final Pattern DELIMITER = Pattern.compile(
            "(?im)^--([^\\s-][^\\r\\n]{0,150}?|[^\\r\\n]{2,150}?)[ \\t]{0,80}+\\r?\\n(?=content-[a-z-]{2,30}:)");
    private static final int LOOKED_AT = 200_000;

    private BoundaryMended() {}

    /// The mail with its boundary declared as it is used; null where nothing is to be mended.
    static byte @Nullable [] of(byte[] mail, Leaves read) {
        Headers headers = read.headers();
        String type = headers.octets("content-type");
        boolean multipart = Leaf.mediaType(type, "").startsWith("multipart/");
        String declared = Parameters.of(type).get("boundary");
        boolean found = declared != null && read.all().stream().anyMatch(leaf -> leaf.bytes().length > 0);
        if (!multipart || found && read.all().size() > 1) {
            return null;
        }
        int start = MailReader.bodyStart(mail);
        int end = Math.min(mail.length, start + LOOKED_AT);
        String body = Charsets.octets(java.util.Arrays.copyOfRange(mail, start, end));
        String used = declared != null && found ? declaredBadly(declared, body) : used(body);
        if (used == null) {
            return null;
        }
        String kind = Leaf.mediaType(type, "multipart/mixed");
        String head = "Content-Type: " + kind + "; boundary=\"" + used.replace("\"", "") + "\"\r\n";
        byte[] mended = new byte[head.length() + mail.length];
        System.arraycopy(Charsets.bytes(head), 0, mended, 0, head.length());
        System.arraycopy(mail, 0, mended, head.length(), mail.length);
        return mended;
    }

    /// The mail with a blank line above its first part, which began before one had ended the header; else null.
    static byte @Nullable [] headerEnded(byte[] mail, Leaves read) {
        String type = read.headers().octets("content-type");
        String declared = Parameters.of(type).get("boundary");
        if (declared == null || declared.isBlank() || !Leaf.mediaType(type, "").startsWith("multipart/")) {
            return null;
        }
        int end = Math.min(MailReader.bodyStart(mail), LOOKED_AT);
        int at = Charsets.octets(java.util.Arrays.copyOf(mail, end)).indexOf("\n--" + declared) + 1;
        if (at == 0) {
            return null;
        }
        byte[] ended = new byte[mail.length + 2];
        System.arraycopy(mail, 0, ended, 0, at);
        ended[at] = '\r';
        ended[at + 1] = '\n';
        System.arraycopy(mail, at, ended, at + 2, mail.length - at);
        return ended;
    }

    /// What the field says and a stricter reader did not find in it: its semicolon is missing.
    private static @Nullable String declaredBadly(String declared, String body) {
        return body.startsWith("--" + declared) || body.contains("\n--" + declared) ? declared : null;
    }

    /// The first delimiter above a part's header; else the one that a closing delimiter belongs to.
    private static @Nullable String used(String body) {
        Matcher delimiter = DELIMITER.matcher(body);
        if (delimiter.find()) {
            return delimiter.group(1);
        }
        Set<String> opened = new HashSet<>();
        for (String line : body.lines().toList()) {
            String plain = line.stripTrailing();
            if (plain.length() > 2 && plain.startsWith("--") && plain.length() < 160) {
                boolean closes = plain.length() > 4 && plain.endsWith("--");
                String closed = closes ? plain.substring(2, plain.length() - 2) : "";
                if (closes && opened.contains(closed)) {
                    return closed;
                }
                opened.add(plain.substring(2));
            }
        }
        return null;
    }
}
