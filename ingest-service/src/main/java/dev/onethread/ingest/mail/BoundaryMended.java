package dev.onethread.ingest.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A multipart mail whose declared boundary never occurs, or that declares none, because somebody between rewrote the
/// header or the body: the first line in the body that looks like a boundary and is followed by a part's header is one.
final class BoundaryMended {
    private static final Pattern DELIMITER = Pattern.compile(
            "(?im)^--([^\\s-][^\\r\\n]{0,150}?|[^\\r\\n]{2,150}?)[ \\t]*\\r?\\n(?=content-[a-z-]{2,30}:)");
    private static final int LOOKED_AT = 200_000;

    private BoundaryMended() {}

    /// The mail with its boundary declared as it is used; null where nothing is to be mended.
    static byte @Nullable [] of(byte[] mail, Leaves read) {
        Headers headers = read.headers();
        String type = headers.octets("content-type");
        boolean multipart = Leaf.mediaType(type, "").startsWith("multipart/");
        boolean declared = Parameters.of(type).get("boundary") != null;
        boolean found = declared && read.all().stream().anyMatch(leaf -> leaf.bytes().length > 0);
        if (!multipart || found) {
            return null;
        }
        int start = MailReader.bodyStart(mail);
        int end = Math.min(mail.length, start + LOOKED_AT);
        Matcher delimiter = DELIMITER.matcher(Charsets.octets(java.util.Arrays.copyOfRange(mail, start, end)));
        if (!delimiter.find()) {
            return null;
        }
        String kind = Leaf.mediaType(type, "multipart/mixed");
        String head =
                "Content-Type: " + kind + "; boundary=\"" + delimiter.group(1).replace("\"", "") + "\"\r\n";
        byte[] mended = new byte[head.length() + mail.length];
        System.arraycopy(Charsets.bytes(head), 0, mended, 0, head.length());
        System.arraycopy(mail, 0, mended, head.length(), mail.length);
        return mended;
    }
}
