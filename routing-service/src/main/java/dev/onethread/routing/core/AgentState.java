package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Presence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an agent says of themselves and what the screens say of them. `gone` means that the grace time of an absence
/// has run out. The versions order what is said; lower ones are old news. `status` is their custom status; `silences`
/// how many offers in a row they left unanswered; `idleSince` when their load last fell.
public record AgentState(
        AgentId agent,
        Presence presence,
        long presenceVersion,
        boolean connected,
        long screensVersion,
        @Nullable Instant offlineSince,
        @Nullable Instant disconnectedSince,
        boolean gone,
        @Nullable Instant lastAssignedAt,
        @Nullable String status,
        int silences,
        @Nullable Instant idleSince) {
    /// Without what only offers and custom statuses need.
    public AgentState(
            AgentId agent,
            Presence presence,
            long presenceVersion,
            boolean connected,
            long screensVersion,
            @Nullable Instant offlineSince,
            @Nullable Instant disconnectedSince,
            boolean gone,
            @Nullable Instant lastAssignedAt) {
        this(
                agent,
                presence,
                presenceVersion,
                connected,
                screensVersion,
                offlineSince,
                disconnectedSince,
                gone,
                lastAssignedAt,
                null,
                0,
                null);
    }

    /// An agent who has not said anything yet. Counts as connected until a screen says otherwise, so that an
    /// agent without a live screen (a script, a phone) can work too.
    public static AgentState unseen(AgentId agent) {
        return new AgentState(agent, Presence.OFFLINE, 0, true, 0, null, null, true, null);
    }

    AgentState says(Presence changed, @Nullable String custom, long version, Instant now) {
        Instant since = changed != Presence.OFFLINE ? null : offlineSince != null ? offlineSince : now;
        return new AgentState(
                agent,
                changed,
                version,
                connected,
                screensVersion,
                since,
                disconnectedSince,
                gone,
                lastAssignedAt,
                custom,
                0,
                idleSince);
    }

    AgentState screens(boolean present, long version, Instant now) {
        Instant since = present ? null : disconnectedSince != null ? disconnectedSince : now;
        return new AgentState(
                agent,
                presence,
                presenceVersion,
                present,
                version,
                offlineSince,
                since,
                gone,
                lastAssignedAt,
                status,
                silences,
                idleSince);
    }

    AgentState gone(boolean changed) {
        return new AgentState(
                agent,
                presence,
                presenceVersion,
                connected,
                screensVersion,
                offlineSince,
                disconnectedSince,
                changed,
                lastAssignedAt,
                status,
                silences,
                idleSince);
    }

    /// Left one more offer unanswered; at `limit` in a row they are away, which the agent did not say: the
    /// version stays.
    AgentState silent(int limit) {
        boolean away = silences + 1 >= limit;
        return new AgentState(
                agent,
                away ? Presence.AWAY : presence,
                presenceVersion,
                connected,
                screensVersion,
                offlineSince,
                disconnectedSince,
                gone,
                lastAssignedAt,
                away ? null : status,
                away ? 0 : silences + 1,
                idleSince);
    }

    AgentState heard() {
        return silences == 0 ? this : worked(lastAssignedAt, idleSince, 0);
    }

    AgentState worked(@Nullable Instant assignedAt, @Nullable Instant idle, int silent) {
        return new AgentState(
                agent,
                presence,
                presenceVersion,
                connected,
                screensVersion,
                offlineSince,
                disconnectedSince,
                gone,
                assignedAt,
                status,
                silent,
                idle);
    }

    boolean absent() {
        return presence == Presence.OFFLINE || !connected;
    }

    /// When what waits for them goes back to the queue; null while they are here, or when that has happened.
    @Nullable
    Instant leavesAt(Duration offlineGrace, Duration disconnectGrace) {
        if (gone || !absent()) {
            return null;
        }
        Instant offline = offlineSince == null ? Instant.MAX : offlineSince.plus(offlineGrace);
        Instant away = disconnectedSince == null ? Instant.MAX : disconnectedSince.plus(disconnectGrace);
        return offline.isBefore(away) ? offline : away;
    }

    /// What others see: who has been away from all screens for too long is offline, whatever they said.
    public Presence seen() {
        return gone ? Presence.OFFLINE : presence;
    }
}
