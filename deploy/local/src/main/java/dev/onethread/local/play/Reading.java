package dev.onethread.local.play;

import dev.onethread.local.mail.Letter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A letter as a mail program shows it.
final class Reading {
    private static final Session SESSION = Session.getInstance(new Properties());

    private Reading() {}

    /// `direction` is `received` or `written`.
    static JsonObject of(Letter letter, String direction) {
        JsonObject json = new JsonObject()
                .put("uid", letter.uid())
                .put("direction", direction)
                .put("at", letter.at().toString());
        try {
            return json.mergeIn(read(new MimeMessage(SESSION, new ByteArrayInputStream(letter.bytes()))));
        } catch (MessagingException | IOException e) {
            return json.put("unreadable", String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject read(MimeMessage message) throws MessagingException, IOException {
        JsonObject json = new JsonObject()
                .put("from", header(message, "From"))
                .put("to", header(message, "To"))
                .put("subject", header(message, "Subject"))
                .put("messageId", header(message, "Message-ID"))
                .put("inReplyTo", header(message, "In-Reply-To"))
                .put("references", header(message, "References"));
        JsonArray headers = new JsonArray();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.add(header.getName() + ": " + header.getValue());
        }
        JsonArray attachments = new JsonArray();
        return json.put("headers", headers)
                .put("text", text(message, attachments))
                .put("attachments", attachments);
    }

    private static String header(MimeMessage message, String name) throws MessagingException, IOException {
        @Nullable String value = message.getHeader(name, ", ");
        return value == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(value));
    }

    /// The plain text; where there is none, the HTML as it stands (it is shown as text).
    private static String text(Part part, JsonArray attachments) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null) {
            attachments.add(Optional.ofNullable(part.getFileName())
                    .map(Reading::decoded)
                    .orElse("attachment"));
            return "";
        }
        return switch (part.getContent()) {
            case String text -> text;
            case Multipart parts -> text(parts, part.isMimeType("multipart/alternative"), attachments);
            default -> "";
        };
    }

    private static String text(Multipart parts, boolean alternative, JsonArray attachments)
            throws MessagingException, IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            String text = text(part, attachments);
            if (alternative && !text.isBlank()) {
                return text;
            }
            all.append(text);
        }
        return all.toString();
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (IOException _) {
            return name;
        }
    }
}
