package dev.onethread.ticket.screen;

import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.SkillNeed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as lists show it. `survivor` is the one that goes on for a strand; `strands` are a
/// conversation itself and all that became part of it. `version` rises with every change, and an older one
/// never replaces a newer. `profile` rises whenever what routing knows of the customer is to be read anew.
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
        long lastPlace,
        @Nullable UUID survivor,
        List<UUID> strands,
        long profile) {
    private static final Set<String> OWNED = Set.of("assigned", "held");

    /// Who writes; `name` is empty while nobody knows it.
    public record Customer(String id, String name) {}

    /// Through which of our doors.
    public record DoorView(String channel, String name) {}

    /// Where work stands; `state` is idle, queued, offered, assigned or held. `since` is when the wait
    /// began or when it was assigned, `until` when a hold ends, `excess` the units above the owner's
    /// capacity it takes.
    public record WorkView(
            String state,
            @Nullable String desk,
            @Nullable String agent,
            @Nullable String agentName,
            @Nullable Instant since,
            @Nullable Instant until,
            int priority,
            List<SkillNeed> needs,
            @Nullable List<NeedStep> steps,
            List<String> tags,
            boolean vip,
            @Nullable String reason,
            int excess,
            @Nullable OfferView offer) {}

    /// Somebody is asked until a time; `from` is the colleague who hands it over.
    public record OfferView(
            String agent,
            @Nullable String agentName,
            Instant until,
            @Nullable String from,
            @Nullable String fromName) {}

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
        if (survivor != null) {
            return new Lists(false, false, false);
        }
        boolean mine = agent.equals(work.agent()) && OWNED.contains(work.state());
        return new Lists(mine, work.state().equals("queued"), true);
    }

    /// Whether it is the agent's, or theirs to take.
    public boolean ownedBy(String agent) {
        return agent.equals(work.agent()) || offeredTo(agent);
    }

    public boolean offeredTo(String agent) {
        return work.offer() != null && agent.equals(work.offer().agent());
    }
}
