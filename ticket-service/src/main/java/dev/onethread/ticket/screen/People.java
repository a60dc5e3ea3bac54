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

    /// An agent on duty or not.
    public record AgentView(String id, String name, String presence, int load, int capacity) {}

    /// A desk's queue.
    public record QueueView(
            String desk, int waiting, @Nullable Instant oldest, int available) {}

    /// What an agent says about taking work; `pending` was asked for and is not answered yet.
    public record PresenceView(
            String state, long version, @Nullable String pending) {}

    /// The signed-in agent.
    public record Me(UserView user, PresenceView presence, int load, int capacity, List<SkillNeed> skills) {}

    /// How long the lists are.
    public record Counts(long mine, long queue, long all) {}
}
