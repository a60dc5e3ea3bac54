package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an engine decided, in the order it decided. The desk of a `demand` is the one in whose queue it is or was,
/// which a step may have changed.
public sealed interface Effect {
    /// A command took effect, now or before.
    record Accepted(CommandId command) implements Effect {}

    /// A command had no effect.
    record Refused(
            CommandId command, Refusal reason, @Nullable ConversationId conversation) implements Effect {}

    /// It waits. `closed`: at a desk outside its hours that tells customers so; `opensAt` null where that is
    /// not known.
    record Queued(
            ConversationId conversation,
            Demand demand,
            Instant since,
            QueueReason reason,
            Explanation explanation,
            boolean closed,
            @Nullable Instant opensAt)
            implements Effect {
        public Queued(
                ConversationId conversation,
                Demand demand,
                Instant since,
                QueueReason reason,
                Explanation explanation) {
            this(conversation, demand, since, reason, explanation, false, null);
        }
    }

    /// One agent is asked until a time; `from` keeps it until they accept, null where it waits in the queue.
    record Offered(
            ConversationId conversation,
            Demand demand,
            AgentId agent,
            Instant since,
            Instant until,
            @Nullable AgentId from,
            Explanation explanation)
            implements Effect {}

    /// Somebody owns it.
    record Assigned(
            ConversationId conversation,
            Demand demand,
            AgentId agent,
            AssignReason reason,
            int excess,
            Explanation explanation)
            implements Effect {}

    /// Nobody has to do anything any more.
    record Released(
            ConversationId conversation,
            Demand demand,
            @Nullable AgentId agent,
            long upTo) implements Effect {}

    /// It sleeps.
    record Held(ConversationId conversation, @Nullable AgentId agent, Instant until) implements Effect {}

    /// An agent left so many offers in a row unanswered, and is away from now on.
    record MadeAway(AgentId agent, int silences) implements Effect {}

    /// Another pool is to be told this.
    record Told(PoolId pool, DeskCommand command) implements Effect {}

    /// Its customer is erased: all that is kept of it goes.
    record Forgotten(ConversationId conversation, RequestId request) implements Effect {}

    /// It is another pool's from now on: to be let go of, and not written any more.
    record HandedOver(ConversationId conversation, PoolId to) implements Effect {}
}
