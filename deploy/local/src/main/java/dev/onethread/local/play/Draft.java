package dev.onethread.local.play;

import io.vertx.core.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

/// A letter somebody writes on the play page. In-Reply-To and References as RFC 5322, 3.6.4 wants them.
record Draft(
        String messageId,
        String from,
        String name,
        String to,
        String subject,
        String text,
        String inReplyTo,
        String references) {
    static Draft of(JsonObject json) {
        String from = json.getString("from", "");
        String to = json.getString("to", "");
        if (!from.contains("@") || !to.contains("@")) {
            throw new IllegalArgumentException("from and to are addresses");
        }
        return new Draft(
                "<" + UUID.randomUUID() + "@" + from.substring(from.indexOf('@') + 1) + ">",
                from,
                json.getString("name", ""),
                to,
                json.getString("subject", ""),
                json.getString("text", ""),
                json.getString("inReplyTo", ""),
                json.getString("references", ""));
    }

    byte[] bytes() throws MessagingException, IOException {
        MimeMessage message = new Named(messageId);
        message.setFrom(new InternetAddress(from, name.isEmpty() ? null : name, StandardCharsets.UTF_8.name()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject.replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(Instant.now()));
        message.setText(text.replaceAll("\\r?\\n", "\r\n"), StandardCharsets.UTF_8.name());
        if (!inReplyTo.isEmpty()) {
            message.setHeader("In-Reply-To", oneLine(inReplyTo));
            message.setHeader("References", oneLine((references + " " + inReplyTo).strip()));
        }
        message.saveChanges();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s+", " ");
    }

    /// Jakarta Mail would put a Message-ID of its own on saving.
    private static final class Named extends MimeMessage {
        private final String id;

        private Named(String id) {
            super(Session.getInstance(new Properties()));
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
