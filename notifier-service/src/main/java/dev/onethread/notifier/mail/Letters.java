package dev.onethread.notifier.mail;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.MailHeaders;
import dev.onethread.notifier.core.Parcel;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.NoSuchFileException;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;

/// Writes a part as a mail.
final class Letters {
    /// RFC 2045 section 5.1; anything else a customer's or agent's file claims to be goes as plain bytes.
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

    private final Account account;
    private final Blobs blobs;

    Letters(Account account, Blobs blobs) {
        this.account = account;
        this.blobs = blobs;
    }

    Letter write(Session session, Parcel parcel) throws MessagingException, IOException {
        MailHeaders headers = MailHeaders.of(
                parcel.id(),
                account.address(),
                parcel.subject(),
                parcel.inReplyTo(),
                account.name().isBlank() ? account.address() : account.name());
        Letter letter = new Letter(session, headers.messageId());
        letter.setFrom(from(parcel));
        letter.setRecipient(
                Message.RecipientType.TO, new InternetAddress(parcel.to().value(), true));
        letter.setSubject(headers.subject(), "UTF-8");
        letter.setSentDate(Date.from(parcel.at()));
        if (headers.inReplyTo() != null) {
            letter.setHeader("In-Reply-To", headers.inReplyTo());
        }
        if (!headers.references().isEmpty()) {
            letter.setHeader("References", String.join("\r\n ", headers.references()));
        }
        if (parcel.agent() == null) {
            // RFC 3834 section 5: what no person wrote says so, and no other machine answers it.
            letter.setHeader("Auto-Submitted", "auto-generated");
        }
        content(letter, parcel);
        letter.saveChanges();
        return letter;
    }

    /// The agent's name and the mailbox's: *Daria (Shop)*, or what there is of them.
    private InternetAddress from(Parcel parcel) throws UnsupportedEncodingException {
        String agent = MailHeaders.oneLine(parcel.agentName());
        String ours = MailHeaders.oneLine(account.name());
        String shown = agent.isEmpty() ? ours : ours.isEmpty() ? agent : agent + " (" + ours + ")";
        return new InternetAddress(account.address(), shown.isEmpty() ? null : shown, "UTF-8");
    }

    private void content(Letter letter, Parcel parcel) throws MessagingException, IOException {
        if (parcel.content().attachments().isEmpty()) {
            text(letter, parcel.content().text());
            return;
        }
        MimeMultipart parts = new MimeMultipart("mixed");
        MimeBodyPart text = new MimeBodyPart();
        text(text, parcel.content().text());
        parts.addBodyPart(text);
        for (Attachment attachment : parcel.content().attachments()) {
            parts.addBodyPart(file(attachment));
        }
        letter.setContent(parts);
    }

    /// Quoted-printable keeps every line as it was written on its way through servers that bear 78 columns only.
    private static void text(jakarta.mail.internet.MimePart part, String text) throws MessagingException {
        String lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n");
        part.setText(lines, "UTF-8", "plain");
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    }

    private MimeBodyPart file(Attachment attachment) throws MessagingException, IOException {
        BlobRef blob = attachment.blob();
        if (blob == null) {
            throw new NoSuchFileException(attachment.name());
        }
        String claimed = attachment.mediaType().toLowerCase(Locale.ROOT);
        String type = MEDIA_TYPE.matcher(claimed).matches()
                        && !claimed.startsWith("multipart/")
                        && !claimed.startsWith("message/")
                ? claimed
                : "application/octet-stream";
        MimeBodyPart part = new MimeBodyPart();
        try (InputStream bytes = blobs.read(blob.name())) {
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        }
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setFileName(MailHeaders.oneLine(attachment.name()));
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }

    /// A mail with a Message-ID of ours that remembers whether its content began to leave.
    static final class Letter extends MimeMessage {
        private final String messageId;
        private volatile boolean leaving;

        Letter(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        String messageId() {
            return messageId;
        }

        /// From here on the server may have all of it, whatever we hear.
        boolean leaving() {
            return leaving;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            leaving = true;
            super.writeTo(out, ignored);
        }
    }
}
