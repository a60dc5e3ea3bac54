package dev.onethread.ticket.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.MergeId;
import org.jspecify.annotations.Nullable;

/// Something in a transcript that nobody said. `type` is a stable word such as `assigned` or `pressed`;
/// `detail` is what came with it, such as a button's data. `conversation` and `merge` name the other one of
/// a merge.
public record Happening(
        String type,
        @Nullable AgentId agent,
        @Nullable String reason,
        @Nullable DeskId desk,
        @Nullable DecisionId decision,
        @Nullable String detail,
        @Nullable ConversationId conversation,
        @Nullable MergeId merge) {
    public Happening(
            String type,
            @Nullable AgentId agent,
            @Nullable String reason,
            @Nullable DeskId desk,
            @Nullable DecisionId decision,
            @Nullable String detail) {
        this(type, agent, reason, desk, decision, detail, null, null);
    }

    /// Conversations became one or two: `reason` is the evidence or why it was undone, `other` the other one.
    public static Happening merging(
            String type,
            @Nullable AgentId by,
            @Nullable String reason,
            @Nullable String detail,
            ConversationId other,
            MergeId merge) {
        return new Happening(type, by, reason, null, null, detail, other, merge);
    }

    static Happening of(String type, @Nullable AgentId agent) {
        return new Happening(type, agent, null, null, null, null);
    }

    static Happening detailed(String type, @Nullable String detail) {
        return new Happening(type, null, null, null, null, detail);
    }
}
