package dev.onethread.ingest.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One mail as production reads it, in plain values: what measurements look at.
public record Sample(
        @Nullable String from,
        @Nullable String fromName,
        List<String> to,
        List<String> cc,
        List<String> replyTo,
        @Nullable String subject,
        String text,
        String html,
        @Nullable String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        List<File> files,
        List<File> leaves,
        Reply reply) {

    /// A part of a mail. `name` is as the sender wrote it, `encoding` the transfer encoding that was
    /// undone; both empty for none, and `encoding` for what was taken out of another part.
    public record File(
            String name, String mediaType, @Nullable String contentId, String encoding, byte[] bytes) {}

    /// New text, signature and quotation. `textWithSignature` is for those to whom a signature is text.
    public record Reply(
            String text,
            @Nullable String signature,
            @Nullable String quoted,
            String textWithSignature) {}

    /// What a machine says: `kind` as the corpora name classes, `reason` a [BounceReason] in lower case.
    public record Auto(
            String kind,
            @Nullable String status,
            boolean hard,
            @Nullable String reason,
            @Nullable String recipient,
            @Nullable String originalMessageId) {}

    /// Never throws for what a sender wrote.
    public static Sample of(byte[] mail) {
        ParsedMail read = MailReader.read(mail);
        Senders.Sender from = read.from().isEmpty() ? null : read.from().getFirst();
        return new Sample(
                from == null ? null : from.address(),
                from == null ? null : from.name(),
                addresses(read, "to"),
                addresses(read, "cc"),
                addresses(read, "reply-to"),
                read.subject(),
                read.plain(),
                read.html(),
                read.messageId(),
                read.inReplyTo(),
                List.copyOf(read.references()),
                read.attachments().stream()
                        .map(one -> new File(one.name(), one.mediaType(), one.contentId(), "", one.bytes()))
                        .toList(),
                Leaves.of(mail).all().stream()
                        .map(one -> new File(
                                one.fileName() == null ? "" : one.fileName(),
                                one.mediaType(),
                                one.contentId(),
                                one.encoding(),
                                one.bytes()))
                        .toList(),
                reply(Replies.split(read.text())));
    }

    public static Reply replyInText(String text) {
        return reply(Replies.split(text));
    }

    public static Reply replyInHtml(String html) {
        return reply(Replies.split(HtmlText.of(html)));
    }

    public static String textOfHtml(String html) {
        return HtmlText.of(html);
    }

    public static Auto auto(byte[] mail) {
        ParsedMail read = MailReader.read(mail);
        MachineMail.Kind kind = MachineMail.kind(read);
        List<Bounce> bounces = Bounce.of(read);
        Bounce first = bounces.isEmpty() ? null : bounces.getFirst();
        boolean bounced = kind == MachineMail.Kind.BOUNCE;
        return new Auto(
                kind.word,
                first == null ? null : first.status(),
                bounced && first != null && first.permanent(),
                first == null ? null : first.reason().name().toLowerCase(java.util.Locale.ROOT),
                first == null ? null : first.recipient(),
                first == null ? null : first.originalMessageId());
    }

    private static List<String> addresses(ParsedMail mail, String header) {
        return mail.headers().all(header).stream()
                .flatMap(octets -> Senders.of(octets).stream())
                .map(Senders.Sender::address)
                .toList();
    }

    private static Reply reply(Replies.Split split) {
        return new Reply(split.text(), split.signature(), split.quoted(), split.signed());
    }
}
