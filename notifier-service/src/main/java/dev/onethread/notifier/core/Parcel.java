package dev.onethread.notifier.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.Signature;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One part with all that its sender must know. `agent` null is a notice. `at` is when the reply was asked for.
/// `amended` is what it changes, null for something new. `signature` is the desk's, null where it has none.
public record Parcel(
        PartId id,
        Delivery.Sending state,
        ConversationId conversation,
        Address to,
        Door door,
        Instant at,
        @Nullable AgentId agent,
        @Nullable String agentName,
        @Nullable String subject,
        @Nullable MailThread inReplyTo,
        @Nullable String answers,
        Part content,
        @Nullable Amended amended,
        @Nullable Signature signature) {
    /// A part of a new reply.
    public Parcel(
            PartId id,
            Delivery.Sending state,
            ConversationId conversation,
            Address to,
            Door door,
            Instant at,
            @Nullable AgentId agent,
            @Nullable String agentName,
            @Nullable String subject,
            @Nullable MailThread inReplyTo,
            @Nullable String answers,
            Part content) {
        this(id, state, conversation, to, door, at, agent, agentName, subject, inReplyTo, answers, content, null, null);
    }
}
