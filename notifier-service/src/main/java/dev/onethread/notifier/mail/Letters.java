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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a part as a mail.
final class Letters {
    /// RFC 2045 section 5.1; anything else a customer's or agent's file claims to be goes as plain bytes.
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

    private final Account account;
    private final Blobs blobs;
    private final Seal seal;
    private final Onward onward;

    Letters(Account account, Blobs blobs, Seal seal, Onward onward) {
        this.account = account;
        this.onward = onward;
        this.blobs = blobs;
        this.seal = seal;
    }

    Letter write(Session session, Parcel parcel) throws MessagingException, IOException {
        String token = seal.token(parcel.conversation(), parcel.to());
        MailHeaders headers = MailHeaders.of(
                parcel.id(),
                account.address(),
                parcel.subject(),
                parcel.inReplyTo(),
                account.name().isBlank() ? account.address() : account.name(),
                token);
        Letter letter = new Letter(session, headers.messageId());
        letter.setFrom(from(parcel));
        letter.setRecipient(
                Message.RecipientType.TO, new InternetAddress(parcel.to().value(), true));
        String replyTo = token == null || !account.plusAddressing() ? null : Seal.replyTo(account.address(), token);
        if (replyTo != null) {
            letter.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo, true)});
        }
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
            // Exchange knows only its own word for it (MS-OXCMAIL section 2.2.3.2.14).
            letter.setHeader("X-Auto-Response-Suppress", "All");
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

    /// Text and its formatted twin; pictures that the text names beside the twin, other files after both.
    private void content(Letter letter, Parcel parcel) throws MessagingException, IOException {
        List<Attachment> files = parcel.content().attachments();
        String words = parcel.content().text();
        Formatted formatted = Formatted.of(words, files, headerId(letter));
        String signature = parcel.agent() == null
                ? ""
                : account.signature()
                        .under(parcel.signature())
                        .below(words, MailHeaders.oneLine(parcel.agentName()), account.name());
        List<Onward.Link> links = parcel.agent() == null ? List.of() : onward.below(words, parcel.to(), parcel.at());
        MimeMultipart text = alternative(words, new Below(signature, links), formatted);
        List<Attachment> rest = files.stream()
                .filter(file -> !formatted.inline().containsValue(file))
                .toList();
        if (rest.isEmpty()) {
            letter.setContent(text);
            return;
        }
        MimeMultipart parts = new MimeMultipart("mixed");
        parts.addBodyPart(body(text));
        for (Attachment attachment : rest) {
            parts.addBodyPart(file(attachment));
        }
        letter.setContent(parts);
    }

    /// What stands below the words: RFC 3676 section 4.3.
    private record Below(String signature, List<Onward.Link> links) {
        String plain() {
            StringBuilder lines = new StringBuilder(signature);
            links.forEach(link -> lines.append(lines.isEmpty() ? "" : "\n")
                    .append(link.words())
                    .append(": ")
                    .append(link.url()));
            return lines.isEmpty() ? "" : "\n\n-- \n" + lines;
        }

        String html() {
            String signed = signature.isEmpty() ? "" : "<p>-- <br>\n" + Formatted.escaped(signature) + "</p>\n";
            String led = links.stream()
                    .map(link -> "<a href=\"" + Formatted.escaped(link.url()) + "\">" + link.words() + "</a>")
                    .collect(Collectors.joining(" · "));
            return led.isEmpty() ? signed : signed + "<p>" + led + "</p>\n";
        }
    }

    /// What only a mail program shows as HTML comes last (RFC 2046 section 5.1.4).
    private MimeMultipart alternative(String words, Below below, Formatted formatted)
            throws MessagingException, IOException {
        MimeBodyPart plain = new MimeBodyPart();
        String under = below.plain();
        text(plain, under.isEmpty() ? words : words.stripTrailing() + under, "plain");
        MimeBodyPart html = new MimeBodyPart();
        text(html, "<html><body>\n" + formatted.html() + below.html() + "</body></html>\n", "html");
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(plain);
        both.addBodyPart(formatted.inline().isEmpty() ? html : body(related(html, formatted)));
        return both;
    }

    private MimeMultipart related(MimeBodyPart html, Formatted formatted) throws MessagingException, IOException {
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(html);
        for (Map.Entry<String, Attachment> picture : formatted.inline().entrySet()) {
            MimeBodyPart part = file(picture.getValue());
            part.setContentID("<" + picture.getKey() + ">");
            part.setDisposition(Part.INLINE);
            related.addBodyPart(part);
        }
        return related;
    }

    private static MimeBodyPart body(MimeMultipart parts) throws MessagingException {
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(parts);
        return body;
    }

    private static String headerId(Letter letter) {
        return letter.messageId().replaceAll("[<>]", "");
    }

    /// Quoted-printable keeps every line as it was written on its way through servers that bear 78 columns only.
    private static void text(MimeBodyPart part, String text, String type) throws MessagingException {
        String lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n");
        part.setText(lines, "UTF-8", type);
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
