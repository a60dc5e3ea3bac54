package dev.onethread.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A letter as GreenMail is told of it when it makes ENVELOPE and BODYSTRUCTURE. It gives a letter up for what real
/// mail
/// has: repeated MIME headers, types that are none, broken letters inside of a letter. So of repeated MIME headers it
/// is shown the first, and such a type as bytes. What BODY[] hands out are the letter's own bytes.
final class Described extends MimeMessage {
    private static final String BYTES = "application/octet-stream";

    Described(Session session, InputStream bytes) throws MessagingException {
        super(session, bytes);
    }

    @Override
    public String @Nullable [] getHeader(String name) throws MessagingException {
        String[] values = super.getHeader(name);
        boolean repeated = values != null && values.length > 1;
        return repeated && name.toLowerCase(Locale.ROOT).startsWith("content-") ? new String[] {values[0]} : values;
    }

    @Override
    public String getContentType() throws MessagingException {
        String line = super.getContentType();
        try {
            ContentType type = new ContentType(line);
            return type.getPrimaryType().equalsIgnoreCase("message") ? BYTES : line;
        } catch (ParseException _) {
            return BYTES;
        }
    }
}
