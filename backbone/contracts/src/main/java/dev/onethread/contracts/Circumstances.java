package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a channel says around the words of a message. `album` is shared by messages that were sent as one.
/// `choice` is the data of a button of ours that was pressed, `invitation` what the link carried by which
/// somebody came to us. `letterhead` is a mail's.
public record Circumstances(
        @Nullable String album,
        @Nullable Answered answered,
        @Nullable Origin origin,
        @Nullable Group group,
        @Nullable String choice,
        @Nullable String invitation,
        @Nullable Letterhead letterhead) {
    public static final Circumstances NONE = new Circumstances(null, null, null, null, null, null);

    /// Those of a chat.
    public Circumstances(
            @Nullable String album,
            @Nullable Answered answered,
            @Nullable Origin origin,
            @Nullable Group group,
            @Nullable String choice,
            @Nullable String invitation) {
        this(album, answered, origin, group, choice, invitation, null);
    }

    /// Those of a mail.
    public static Circumstances of(Letterhead letterhead) {
        return new Circumstances(null, null, null, null, null, null, letterhead);
    }

    /// What a message answers. `channelMessage` is the channel's own id, null where it stands in another chat.
    /// `chosen` says that `text` is a passage the writer picked.
    public record Answered(
            @Nullable String channelMessage,
            @Nullable String author,
            @Nullable String text,
            boolean chosen) {}

    /// Where a forwarded message comes from: its first author, as far as the channel tells. `name` and
    /// `username` are untrusted.
    public record Origin(
            Kind kind,
            @Nullable String name,
            @Nullable String username,
            @Nullable Instant at) {
        public Origin {
            Require.present(kind, "origin kind");
        }

        /// Who it was; a hidden person is known by name only.
        public enum Kind {
            PERSON,
            HIDDEN_PERSON,
            GROUP,
            CHANNEL
        }
    }

    /// The group it was said in; `topic` is the thread of a group that has several.
    public record Group(@Nullable String title, @Nullable String topic) {}
}
