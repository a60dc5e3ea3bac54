package dev.onethread.routing.postgres;

import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.DeskPolicy.Choosing;
import dev.onethread.routing.core.DeskPolicy.Offering;
import dev.onethread.routing.core.DeskPolicy.Ordering;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PriorityClass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people decided of a desk, as they say and keep it; what they left out is as the installation has it.
///
/// `worthMinutes` is how many minutes of waiting each class of priority is worth. Without `ring` agents are not asked;
/// with it an offer stands for so many seconds, and so many silences in a row make an agent away. The rest as in
/// [DeskPolicy], in whole seconds; a `restAfterSeconds` of 0 means never.
public record DeskTerms(
        @Nullable Choosing choosing,
        @Nullable Ordering ordering,
        @Nullable Map<PriorityClass, @NotNull @Min(0) @Max(MINUTES) Long> worthMinutes,
        @Nullable @Min(1) @Max(SECONDS) Long dueAfterSeconds,
        @Nullable @Valid Ring ring,
        @Nullable @Min(0) @Max(SECONDS) Long lastAgentSeconds,
        @Nullable @Min(0) @Max(SECONDS) Long lastAgentWaitSeconds,
        @Nullable @Min(0) @Max(SECONDS) Long offlineGraceSeconds,
        @Nullable @Min(0) @Max(SECONDS) Long disconnectGraceSeconds,
        @Nullable Boolean answeredStay,
        @Nullable @Min(0) @Max(SECONDS) Long restAfterSeconds,
        @Nullable @Valid Overflow overflow) {
    /// A year.
    static final long SECONDS = 366L * 24 * 3600;

    static final long MINUTES = SECONDS / 60;

    public static final DeskTerms NONE =
            new DeskTerms(null, null, null, null, null, null, null, null, null, null, null, null);

    /// How long an offer stands, and after how many silences in a row an agent is away.
    public record Ring(
            @Min(5) @Max(3600) int seconds,
            @Min(1) @Max(100) int silences) {}

    /// What has waited for so long may go to agents of that desk, too.
    public record Overflow(
            @NotBlank String desk, @Min(1) @Max(SECONDS) long afterSeconds) {}

    public DeskPolicy policy(DeskId desk, Policy installed, @Nullable DeskHours hours) {
        DeskPolicy otherwise = DeskPolicy.of(desk, installed);
        return new DeskPolicy(
                desk,
                choosing == null ? otherwise.choosing() : choosing,
                ordering == null ? otherwise.ordering() : ordering,
                worthMinutes == null ? otherwise.worth() : worth(worthMinutes),
                seconds(dueAfterSeconds, otherwise.dueUnlessSet()),
                ring == null
                        ? otherwise.offering()
                        : new Offering(true, Duration.ofSeconds(ring.seconds()), ring.silences()),
                seconds(lastAgentSeconds, otherwise.lastAgentFor()),
                seconds(lastAgentWaitSeconds, otherwise.lastAgentWait()),
                seconds(offlineGraceSeconds, otherwise.offlineGrace()),
                seconds(disconnectGraceSeconds, otherwise.disconnectGrace()),
                answeredStay == null ? otherwise.answeredStay() : answeredStay,
                restAfterSeconds == null || restAfterSeconds == 0
                        ? otherwise.restAfter()
                        : Duration.ofSeconds(restAfterSeconds),
                overflow == null
                        ? otherwise.overflow()
                        : new DeskPolicy.Overflow(
                                new DeskId(overflow.desk()), Duration.ofSeconds(overflow.afterSeconds())),
                hours);
    }

    /// Everything that holds at a desk, said in these terms.
    public static DeskTerms of(DeskPolicy policy) {
        DeskPolicy.Overflow over = policy.overflow();
        Duration rest = policy.restAfter();
        return new DeskTerms(
                policy.choosing(),
                policy.ordering(),
                minutes(policy.worth()),
                policy.dueUnlessSet().toSeconds(),
                policy.offering().ring()
                        ? new Ring(
                                (int) policy.offering().ringFor().toSeconds(),
                                policy.offering().silences())
                        : null,
                policy.lastAgentFor().toSeconds(),
                policy.lastAgentWait().toSeconds(),
                policy.offlineGrace().toSeconds(),
                policy.disconnectGrace().toSeconds(),
                policy.answeredStay(),
                rest == null ? 0 : rest.toSeconds(),
                over == null
                        ? null
                        : new Overflow(over.to().value(), over.after().toSeconds()));
    }

    private static Map<PriorityClass, Duration> worth(Map<PriorityClass, Long> minutes) {
        Map<PriorityClass, Duration> worth = new EnumMap<>(PriorityClass.class);
        minutes.forEach((each, value) -> worth.put(each, Duration.ofMinutes(value)));
        return worth;
    }

    private static @Nullable Map<PriorityClass, Long> minutes(@Nullable Map<PriorityClass, Duration> worth) {
        if (worth == null) {
            return null;
        }
        Map<PriorityClass, Long> minutes = new EnumMap<>(PriorityClass.class);
        worth.forEach((each, value) -> minutes.put(each, value.toMinutes()));
        return minutes;
    }

    private static Duration seconds(@Nullable Long decided, Duration otherwise) {
        return decided == null ? otherwise : Duration.ofSeconds(decided);
    }
}
