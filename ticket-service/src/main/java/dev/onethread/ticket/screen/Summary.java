package dev.onethread.ticket.screen;

import dev.onethread.contracts.SkillNeed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as lists show it. `version` rises with every change, and an older one never replaces a newer.
public record Summary(
        UUID id,
        long version,
        Customer customer,
        String channel,
        List<String> channels,
        @Nullable DoorView door,
        @Nullable String subject,
        String preview,
        String previewBy,
        Instant lastAt,
        @Nullable Instant waitingSince,
        int unanswered,
        WorkView work,
        @Nullable TicketView ticket,
        long lastSeq,
        long lastPlace) {
    /// Who writes; `name` is empty while nobody knows it.
    public record Customer(String id, String name) {}

    /// Through which of our doors.
    public record DoorView(String channel, String name) {}

    /// Where work stands; `state` is idle, queued, offered, assigned or held.
    public record WorkView(
            String state,
            @Nullable String desk,
            @Nullable String agent,
            @Nullable String agentName,
            @Nullable Instant since,
            int priority,
            List<SkillNeed> needs,
            @Nullable String reason) {}

    /// The newest ticket.
    public record TicketView(
            UUID id,
            long number,
            String state,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            @Nullable String subject) {}

    /// Which of an agent's lists it stands in.
    public record Lists(boolean mine, boolean queue, boolean all) {}

    public Lists lists(String agent) {
        boolean mine = agent.equals(work.agent()) && !work.state().equals("queued");
        return new Lists(mine, work.state().equals("queued"), true);
    }

    public boolean ownedBy(String agent) {
        return agent.equals(work.agent());
    }
}
