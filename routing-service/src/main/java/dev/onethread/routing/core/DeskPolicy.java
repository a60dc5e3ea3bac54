package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a desk routes.
///
/// `worth` is the waiting time each class of priority is worth; null: every point is worth the pool's
/// [Policy#priorityPoint()]. `dueUnlessSet` is the time after its waiting began at which what has no due time of its
/// own is due. `lastAgentFor` is how long the customer's last agent is preferred, `lastAgentWait` how old a
/// conversation may become waiting for that agent alone while they are full. The graces are how long an absent agent
/// keeps what waits for them; of an agent of several desks the longest counts. With `answeredStay` absent agents keep
/// what they have answered. `restAfter` is how long an answered conversation takes units while the customer is
/// silent; null: for good.
public record DeskPolicy(
        DeskId desk,
        Choosing choosing,
        Ordering ordering,
        @Nullable Map<PriorityClass, Duration> worth,
        Duration dueUnlessSet,
        Offering offering,
        Duration lastAgentFor,
        Duration lastAgentWait,
        Duration offlineGrace,
        Duration disconnectGrace,
        boolean answeredStay,
        @Nullable Duration restAfter,
        @Nullable Overflow overflow,
        @Nullable DeskHours hours) {
    public DeskPolicy {
        worth = worth == null ? null : Map.copyOf(worth);
    }

    /// Who of those who can take a conversation is given it, after the customer's last agent.
    public enum Choosing {
        /// The closest fit, then the lowest load ratio, then the longest without a new one, then by id.
        BEST_FIT,
        /// In turn: the longest without a new one, however loaded.
        ROUND_ROBIN,
        /// The lowest load ratio, then whose load has not changed for the longest.
        LONGEST_IDLE,
        /// By a hash of conversation and agent: even, and the same each time it is asked.
        SHUFFLED
    }

    /// What goes first of what waits.
    public enum Ordering {
        /// When its waiting began, less what its priority is worth.
        SCORE,
        /// The class of its priority, then when its waiting began.
        STRICT_CLASSES,
        /// When an answer is due.
        SLA_DUE
    }

    /// Whether agents are asked. `ringFor` is how long an offer stands; after `silences` unanswered ones in a
    /// row an agent is made away.
    public record Offering(boolean ring, Duration ringFor, int silences) {
        public static final Offering DIRECT = new Offering(false, Duration.ofSeconds(30), 3);

        public Offering {
            if (ringFor.isNegative() || ringFor.isZero() || silences < 1) {
                throw new IllegalArgumentException("an offer stands for a while, and silences count from 1");
            }
        }
    }

    /// What has waited for so long may be given to agents of another desk, too.
    public record Overflow(DeskId to, Duration after) {}

    /// What a desk does that has decided nothing of its own.
    public static DeskPolicy of(DeskId desk, Policy policy) {
        return new DeskPolicy(
                desk,
                Choosing.BEST_FIT,
                Ordering.SCORE,
                null,
                Duration.ofHours(24),
                Offering.DIRECT,
                policy.lastAgentFor(),
                Duration.ZERO,
                policy.offlineGrace(),
                policy.disconnectGrace(),
                true,
                null,
                null,
                null);
    }
}
