package dev.onethread.ingest.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.jspecify.annotations.Nullable;

/// What Outlook packs into `winmail.dat` (MS-OXTNEF): files, and a body where the mail has none of its own.
record Tnef(List<ParsedMail.Attached> files, String html) {
    private static final int LARGEST = 50_000_000;
    private static final int MOST = 200;

    static boolean is(Leaf leaf) {
        boolean typed = leaf.mediaType().equals("application/ms-tnef")
                || leaf.mediaType().equals("application/vnd.ms-tnef");
        byte[] bytes = leaf.bytes();
        return (typed || "winmail.dat".equalsIgnoreCase(leaf.fileName()))
                && bytes.length > 6
                && bytes.length <= LARGEST
                && bytes[0] == 0x78
                && (bytes[1] & 0xFF) == 0x9F
                && bytes[2] == 0x3E
                && bytes[3] == 0x22;
    }

    /// Null where nothing can be taken out; the file stays what it is then.
    static @Nullable Tnef of(Leaf leaf) {
        try {
            HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(leaf.bytes()));
            List<ParsedMail.Attached> files = new ArrayList<>();
            for (Attachment attachment : message.getAttachments()) {
                if (files.size() < MOST) {
                    files.add(file(attachment));
                }
            }
            String html = html(message);
            return files.isEmpty() && html.isBlank() ? null : new Tnef(files, html);
        } catch (IOException | RuntimeException e) {
            // The library throws whatever broken bytes lead it to.
            return null;
        }
    }

    private static ParsedMail.Attached file(Attachment attachment) {
        String name = attachment.getLongFilename() == null ? attachment.getFilename() : attachment.getLongFilename();
        String plain = name == null ? "" : name.replace("\0", "");
        String type = URLConnection.guessContentTypeFromName(plain);
        return new ParsedMail.Attached(
                plain, type == null ? "application/octet-stream" : type, null, attachment.getContents());
    }

    private static String html(HMEFMessage message) {
        MAPIAttribute body = message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML);
        return body == null ? "" : Charsets.guess(body.getData()).replace("\0", "");
    }
}
