package dev.onethread.ingest.mail;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.MessageId;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.FileNames;
import dev.onethread.ingest.core.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What a parsed mail means to the rest of the system. Bytes go to the blob store before the event that names them.
final class MailEvents {
    private static final Logger LOG = Logger.getLogger(MailEvents.class);

    /// Characters of quotation inside a record: it is folded away on the screen, and the whole is in a blob.
    private static final int QUOTED_LIMIT = 20_000;

    private static final int MOST_PEOPLE = 50;

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}");

    private final Blobs blobs;
    private final OurMails ours;
    private final Function<Door, Set<String>> trustedHosts;
    private final Keeper forwarded;

    /// Remembers a mail that brings another one, before its event is told.
    @FunctionalInterface
    interface Keeper {
        void keep(UUID id, Door door, String raw, Instant receivedAt);
    }

    /// `trustedHosts` are those whose verdict on a mail of that door counts, lower case.
    MailEvents(Blobs blobs, OurMails ours, Function<Door, Set<String>> trustedHosts, Keeper forwarded) {
        this.forwarded = forwarded;
        this.blobs = blobs;
        this.ours = ours;
        this.trustedHosts = trustedHosts;
    }

    /// @throws Refusal where a mail is nobody's message
    List<FromCustomer> of(Door door, ParsedMail mail, BlobRef raw, Instant receivedAt) throws IOException, Refusal {
        Senders.Sender from =
                mail.from().stream().filter(Senders.Sender::usable).findFirst().orElse(null);
        MachineMail.Kind kind = MachineMail.kind(mail);
        if (kind == MachineMail.Kind.BOUNCE || kind == MachineMail.Kind.DELIVERED) {
            return bounces(door, mail, raw, receivedAt);
        }
        if (from == null) {
            throw new Refusal("no usable From address");
        }
        if (ours.isOurs(from.address())) {
            throw new Refusal("sent by one of our own mailboxes");
        }
        return switch (kind) {
            case PERSON, BOUNCE, DELIVERED -> List.of(message(door, mail, from, raw, receivedAt));
            case VACATION, FEEDBACK, RECEIPT -> List.of(kept(door, mail, kind, from, raw, receivedAt));
        };
    }

    /// What a machine answered is kept and shown, opens no ticket and gets no answer (RFC 3834 section 2).
    private FromCustomer kept(
            Door door, ParsedMail mail, MachineMail.Kind kind, Senders.Sender from, BlobRef raw, Instant receivedAt) {
        return new FromCustomer.UpdateKept(
                new MessageId("mail:" + mail.identity()),
                door,
                Address.mail(PlainText.clean(from.address())),
                receivedAt,
                "mail/" + kind.name().toLowerCase(Locale.ROOT),
                raw,
                null,
                kind == MachineMail.Kind.RECEIPT ? Receipts.about(mail, ours.about(mail)) : ours.about(mail));
    }

    private FromCustomer message(Door door, ParsedMail mail, Senders.Sender from, BlobRef raw, Instant receivedAt)
            throws IOException {
        MessageId id = new MessageId("mail:" + mail.identity());
        Address address = Address.mail(PlainText.clean(from.address()));
        String language = mail.headers().octets("content-language");
        return new FromCustomer.MessageReceived(
                id,
                door,
                address,
                receivedAt,
                mail.sentAt() == null ? receivedAt : mail.sentAt(),
                new Author(
                        PlainText.cleanOrNull(cut(from.name(), 200)),
                        null,
                        language != null && LANGUAGE.matcher(language.strip()).matches() ? language.strip() : null),
                body(mail, raw),
                mail.messageId() == null ? id.value() : PlainText.clean(mail.messageId()),
                mail.inReplyTo() != null && mail.inReplyTo().startsWith("<") ? mail.inReplyTo() : null,
                new MailThread(mail.messageId(), List.copyOf(mail.references()), PlainText.cleanOrNull(mail.subject())),
                raw,
                Circumstances.of(letterhead(door, mail, address, inside(door, mail, address, raw, receivedAt))));
    }

    /// The mail that this one brings, if it is of somebody else who is none of us. What cannot be read in it is no
    /// hindrance to this one.
    private Letterhead.@Nullable Forwarded inside(
            Door door, ParsedMail mail, Address sender, BlobRef raw, Instant receivedAt) throws IOException {
        Forwards.Inner inner;
        try {
            inner = Forwards.of(mail);
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.warnf(fault, "A mail within a mail could not be read: door=%s", door.name());
            return null;
        }
        if (inner == null
                || ours.isOurs(inner.from().address())
                || writer(inner).equals(sender)) {
            return null;
        }
        UUID id = UUID.nameUUIDFromBytes(("forwarded:" + mail.identity()).getBytes(StandardCharsets.UTF_8));
        try {
            forwarded.keep(id, door, raw.name(), receivedAt);
        } catch (RuntimeException away) {
            throw new IOException("a forwarded mail could not be remembered: offer it again", away);
        }
        return new Letterhead.Forwarded(
                id.toString(),
                PlainText.cleanOrNull(cut(inner.from().name(), 200)),
                writer(inner).value());
    }

    private static Address writer(Forwards.Inner inner) {
        return Address.mail(PlainText.clean(inner.from().address()));
    }

    /// The inner mail of a forwarded one as its writer's own. That it is theirs is the forwarder's word: nothing about
    /// its sender is proved, whatever was proved of the forwarder's.
    FromCustomer.@Nullable MessageReceived inner(UUID id, Door door, ParsedMail outer, BlobRef raw, Instant receivedAt)
            throws IOException {
        Forwards.Inner inner = Forwards.of(outer);
        Senders.Sender by =
                outer.from().stream().filter(Senders.Sender::usable).findFirst().orElse(null);
        if (inner == null || by == null || ours.isOurs(inner.from().address())) {
            return null;
        }
        ParsedMail mail = inner.mail();
        MessageId message = new MessageId("mail:forwarded:" + id);
        return new FromCustomer.MessageReceived(
                message,
                door,
                writer(inner),
                receivedAt,
                mail.sentAt() == null ? receivedAt : mail.sentAt(),
                new Author(PlainText.cleanOrNull(cut(inner.from().name(), 200)), null, null),
                body(mail, raw),
                mail.messageId() == null ? message.value() : PlainText.clean(mail.messageId()),
                null,
                new MailThread(mail.messageId(), List.copyOf(mail.references()), PlainText.cleanOrNull(mail.subject())),
                raw,
                Circumstances.of(new Letterhead(
                        List.of(),
                        List.of(),
                        null,
                        Letterhead.Sender.UNKNOWN,
                        null,
                        new Letterhead.Forwarded(
                                null,
                                PlainText.cleanOrNull(cut(by.name(), 200)),
                                Address.mail(PlainText.clean(by.address())).value()))));
    }

    private Letterhead letterhead(Door door, ParsedMail mail, Address sender, Letterhead.@Nullable Forwarded inside) {
        List<String> replyTo = people(mail, "reply-to");
        return new Letterhead(
                people(mail, "to"),
                people(mail, "cc"),
                replyTo.isEmpty() || replyTo.getFirst().contains(sender.value()) ? null : replyTo.getFirst(),
                Verdicts.of(mail.headers(), trustedHosts.apply(door), sender.value()),
                ours.quoted(mail, sender),
                inside);
    }

    /// Whom a field names, without the token in an address of ours, which is nobody's to see.
    private List<String> people(ParsedMail mail, String field) {
        return OurMails.recipients(mail, field).stream()
                .filter(Senders.Sender::usable)
                .limit(MOST_PEOPLE)
                .map(one -> new Senders.Sender(one.name(), ours.shown(one.address())))
                .map(one -> one.name() == null || one.name().equals(one.address())
                        ? one.address()
                        : cut(one.name(), 200) + " <" + one.address() + ">")
                .map(PlainText::clean)
                .toList();
    }

    private Body body(ParsedMail mail, BlobRef raw) throws IOException {
        String whole = PlainText.clean(mail.text())
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
        Replies.Split split = Replies.split(whole);
        String folded = split.folded();
        boolean cut = split.text().length() > Body.INLINE_LIMIT || folded != null && folded.length() > QUOTED_LIMIT;
        return new Body(
                PlainText.cut(split.text(), Body.INLINE_LIMIT),
                PlainText.cleanOrNull(mail.subject()),
                cut(folded, QUOTED_LIMIT),
                mail.html().isBlank() ? null : blobs.write(mail.html().getBytes(StandardCharsets.UTF_8)),
                cut ? blobs.write(whole.getBytes(StandardCharsets.UTF_8)) : null,
                attachments(mail, raw));
    }

    private List<Attachment> attachments(ParsedMail mail, BlobRef raw) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (ParsedMail.Attached attached : mail.attachments()) {
            Attachment.Kind kind = Attachment.Kind.ofMediaType(attached.mediaType());
            String fallback = fallback(attached.mediaType(), attachments.size() + 1);
            attachments.add(new Attachment(
                    kind,
                    FileNames.safe(attached.name(), fallback),
                    attached.mediaType(),
                    blobs.write(attached.bytes()),
                    null,
                    PlainText.cleanOrNull(cut(attached.contentId(), 300)),
                    null));
        }
        if (!mail.marks().isEmpty()) {
            // What was over the bounds is still at hand for whoever wants to open the mail as it came.
            attachments.add(new Attachment(
                    Attachment.Kind.MAIL,
                    "original.eml",
                    "message/rfc822",
                    raw,
                    null,
                    null,
                    "not unfolded: " + String.join("; ", mail.marks())));
        }
        return attachments;
    }

    private List<FromCustomer> bounces(Door door, ParsedMail mail, BlobRef raw, Instant receivedAt) throws Refusal {
        List<FromCustomer> events = new ArrayList<>();
        for (Bounce bounce : Bounce.of(mail)) {
            if (ours.isOurs(bounce.recipient())) {
                continue;
            }
            MessageId id = new MessageId("mail:" + mail.identity() + (events.isEmpty() ? "" : "#" + events.size()));
            Address address = Address.mail(PlainText.clean(bounce.recipient()));
            if (bounce.isGood() || bounce.action().equals("delayed")) {
                events.add(new FromCustomer.UpdateKept(
                        id,
                        door,
                        address,
                        receivedAt,
                        "mail/" + bounce.action(),
                        raw,
                        PlainText.cleanOrNull(bounce.diagnostic()),
                        bounce.originalMessageId()));
            } else {
                events.add(new FromCustomer.DeliveryBounced(
                        id,
                        door,
                        address,
                        receivedAt,
                        bounce.originalMessageId(),
                        bounce.status(),
                        bounce.permanent(),
                        PlainText.cleanOrNull(bounce.diagnostic()),
                        raw));
            }
        }
        if (events.isEmpty()) {
            throw new Refusal("a bounce that names no recipient");
        }
        return events;
    }

    private static String fallback(String mediaType, int number) {
        return switch (mediaType) {
            case "message/rfc822" -> "mail-" + number + ".eml";
            case "text/calendar" -> "invitation-" + number + ".ics";
            case "text/html" -> "page-" + number + ".html";
            case "text/plain" -> "text-" + number + ".txt";
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> "smime.p7m";
            case "application/pkcs7-signature", "application/x-pkcs7-signature" -> "smime.p7s";
            case "application/pgp-signature" -> "signature.asc";
            case "application/pgp-encrypted" -> "pgp-version.asc";
            case "application/ms-tnef" -> "winmail-" + number + ".dat";
            case "image/jpeg" -> "image-" + number + ".jpg";
            case "image/png" -> "image-" + number + ".png";
            case "image/gif" -> "image-" + number + ".gif";
            case "application/pdf" -> "document-" + number + ".pdf";
            default -> "part-" + number + ".bin";
        };
    }

    private static @Nullable String cut(@Nullable String text, int limit) {
        return text == null ? null : PlainText.cut(text, limit);
    }

    /// A mail that belongs into quarantine, for the reason its message names.
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
