package dev.onethread.ticket.screen;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry as the transcript shows it. `kind` is message, reply, note or event.
public record EntryView(
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
        @Nullable String unreadable) {
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
            @Nullable String detail) {}

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
            @Nullable String detail) {}
}
