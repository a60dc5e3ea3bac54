package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an engine decided, in the order it decided.
public sealed interface Effect {
    /// A command took effect, now or before.
    record Accepted(CommandId command) implements Effect {}

    /// A command had no effect.
    record Refused(
            CommandId command, Refusal reason, @Nullable ConversationId conversation) implements Effect {}

    /// It waits.
    record Queued(
            ConversationId conversation, Demand demand, Instant since, QueueReason reason, Explanation explanation)
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
}
