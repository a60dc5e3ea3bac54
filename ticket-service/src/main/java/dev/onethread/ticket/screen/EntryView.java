package dev.onethread.ticket.screen;

import dev.onethread.contracts.Card;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Media;
import dev.onethread.contracts.Span;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry as the transcript shows it: number `seq` of `strand`. `kind` is message, reply, note or event.
/// Strands are shown together by `woven`, which never falls within a strand.
public record EntryView(
        UUID strand,
        long seq,
        long version,
        String kind,
        Instant at,
        @Nullable String channel,
        @Nullable String address,
        Summary.@Nullable DoorView door,
        AuthorView author,
        String text,
        @Nullable String subject,
        @Nullable String quoted,
        boolean html,
        List<FileView> attachments,
        @Nullable DeliveryView delivery,
        @Nullable UUID replyId,
        @Nullable Instant editedAt,
        boolean deleted,
        List<String> reactions,
        @Nullable EventView event,
        @Nullable String unreadable,
        @Nullable List<Span> spans,
        @Nullable String album,
        @Nullable AnsweredView answered,
        Circumstances.@Nullable Origin origin,
        @Nullable List<ButtonView> buttons,
        boolean choice,
        @Nullable AmendmentView amendment,
        boolean answerable,
        Instant woven,
        @Nullable LetterView letter) {
    /// What a mail says around its words. `sender` is `proved`, `disproved` or `unknown`.
    public record LetterView(
            List<String> to,
            List<String> cc,
            @Nullable String replyTo,
            String sender,
            @Nullable QuotedView quoted,
            @Nullable ForwardedView forwarded) {}

    /// The mail that a mail brings, by the word of who sent it; `id` is what it is asked for by where it may be made
    /// its writer's own. Without an id: who had forwarded this one.
    public record ForwardedView(
            @Nullable String id, @Nullable String name, String address) {}

    /// A mail of ours to somebody else that a mail names: it belongs to `conversation`, null where the token was made
    /// up. Nothing was joined.
    public record QuotedView(@Nullable UUID conversation) {}

    /// What it answers; `seq` where that stands in this transcript. `chosen` says that the text is a
    /// passage of it.
    public record AnsweredView(
            @Nullable Long seq,
            @Nullable String author,
            @Nullable String text,
            boolean chosen) {}

    /// A button that was offered, and whether the customer chose it.
    public record ButtonView(String label, boolean chosen) {}

    /// A change that is on its way, or was refused with `code`.
    public record AmendmentView(
            UUID id,
            boolean withdraws,
            String text,
            @Nullable String code) {}

    /// What an entry said before it was changed, from `at` on.
    public record VersionView(String text, @Nullable List<Span> spans, Instant at) {}

    /// Who is behind it.
    public record AuthorView(
            String kind, @Nullable String id, @Nullable String name) {}

    /// A file; `missing` says why its bytes are not held.
    public record FileView(
            int index,
            String name,
            String kind,
            String mediaType,
            @Nullable Long size,
            @Nullable String missing,
            @Nullable String detail,
            @Nullable Media media,
            @Nullable Card card) {}

    /// How far a reply has come.
    public record DeliveryView(
            String state, @Nullable String code, @Nullable String detail, boolean perhapsTwice, int attempt) {}

    /// What happened.
    public record EventView(
            String type,
            @Nullable String agent,
            @Nullable String agentName,
            @Nullable String reason,
            @Nullable String desk,
            @Nullable String decision,
            @Nullable String detail,
            @Nullable UUID conversation,
            @Nullable UUID merge) {}
}
