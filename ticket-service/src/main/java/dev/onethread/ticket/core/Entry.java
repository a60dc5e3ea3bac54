package dev.onethread.ticket.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A new entry of a transcript with the number it takes there. What an entry is depends on its `content`.
public record Entry(
        ConversationId conversation,
        long seq,
        Instant at,
        Author author,
        @Nullable Address address,
        @Nullable Door door,
        Content content) {
    /// Who is behind an entry; `id` is a customer's or an agent's, null for the system.
    public record Author(
            Kind kind, @Nullable String id, @Nullable String name) {
        /// The system itself.
        public static final Author SYSTEM = new Author(Kind.SYSTEM, null, null);

        /// Which side.
        public enum Kind {
            CUSTOMER,
            AGENT,
            SYSTEM
        }
    }

    /// What an entry holds.
    public sealed interface Content {
        /// A customer's words. `replyTo` is the channel's own id of what they answer.
        record Message(
                long place,
                MessageId id,
                String channelMessage,
                Body body,
                @Nullable String replyTo,
                @Nullable Circumstances around)
                implements Content {}

        /// A customer's words that could not be read; a replay fills them in. `place` is unknown when even that could
        /// not be read, and `deadLetter` then names the record.
        record Unreadable(
                @Nullable Long place,
                @Nullable MessageId id,
                @Nullable UUID deadLetter,
                String reason) implements Content {}

        /// An agent's answer. `replyTo` is the channel's own id of what it answers.
        record Reply(
                ReplyId id,
                Body body,
                @Nullable String replyTo,
                @Nullable List<Button> buttons) implements Content {}

        /// An agent's words for colleagues only.
        record Note(UUID id, String text) implements Content {}

        /// Something nobody said.
        record Event(Happening happening) implements Content {}
    }
}
