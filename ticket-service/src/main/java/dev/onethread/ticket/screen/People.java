package dev.onethread.ticket.screen;

import dev.onethread.contracts.SkillNeed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Agents, queues and the signed-in user as screens show them.
public final class People {
    private People() {}

    /// Somebody who signed in.
    public record UserView(
            String id,
            String name,
            List<String> roles,
            @Nullable String language) {}

    /// A user as administrators see them.
    public record Account(
            String id,
            String name,
            List<String> roles,
            @Nullable String language,
            boolean active) {}

    /// An agent on duty or not; `status` is the word they chose for their presence, `since` when it became so. `load`
    /// may exceed `capacity`: what is above it was a person's decision.
    public record AgentView(
            String id,
            String name,
            String presence,
            @Nullable StatusView status,
            @Nullable String cause,
            @Nullable Instant since,
            int load,
            int capacity,
            List<SkillNeed> skills,
            List<String> desks,
            boolean supervisor) {}

    /// What agents may say of themselves besides the plain four; `presence` is what it stands for.
    public record StatusView(String id, String nameRu, String nameEn, String presence) {}

    /// A desk's queue; how long one who comes now is expected to wait is null while too little was measured.
    public record QueueView(
            String desk,
            int waiting,
            @Nullable Instant oldest,
            int available,
            @Nullable Long expectedSeconds,
            @Nullable Long spreadSeconds) {}

    /// The last hour: tickets opened in each twelfth of it, the oldest first, and how many were resolved.
    public record HourView(List<Integer> opened, int resolved) {}

    /// Tickets of a desk that were answered for the first time in the last hour, and how many of them in time.
    public record AnswersView(int answered, int within) {}

    /// What an agent says about taking work; `pending` was asked for and is not answered yet. `cause` says why routing
    /// changed it, such as `silent` after unanswered offers.
    public record PresenceView(
            String state,
            @Nullable StatusView status,
            @Nullable String cause,
            long version,
            @Nullable String pending) {}

    /// The signed-in agent.
    public record Me(UserView user, PresenceView presence, int load, int capacity, List<SkillNeed> skills) {}

    /// How long the lists are.
    public record Counts(long mine, long queue, long all) {}
}
