package dev.onethread.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.simulation.PastMatters.Decided;
import dev.onethread.routing.simulation.PastMatters.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PastMattersTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);
    private static final DeskId SUPPORT = new DeskId("support");
    private static final List<SkillNeed> GERMAN = List.of(new SkillNeed(new SkillId("german"), 3));

    private final List<Decided> log = new ArrayList<>();

    private void decided(int conversation, int second, Kind kind, Integer since, List<SkillNeed> needs) {
        log.add(new Decided(
                new UUID(0, conversation),
                MONDAY.plusSeconds(second),
                kind,
                since == null ? null : MONDAY.plusSeconds(since),
                SUPPORT,
                20,
                needs,
                2,
                Channel.MAIL));
    }

    private PastMatters.Found found() {
        return PastMatters.read(log, SUPPORT, MONDAY, TUESDAY);
    }

    @Test
    void aMatterIsServedWhileSomebodyOwnsItAndMayBeTwoOfTheSameCustomer() {
        decided(1, 100, Kind.WAITS, 90, GERMAN);
        decided(1, 150, Kind.OWNED, 90, GERMAN);
        decided(1, 250, Kind.WAITS, 90, GERMAN);
        decided(1, 300, Kind.OWNED, 90, GERMAN);
        decided(1, 320, Kind.RELEASED, null, GERMAN);
        decided(1, 500, Kind.OWNED, 500, GERMAN);
        decided(1, 560, Kind.RELEASED, null, GERMAN);

        assertThat(found().trace().contacts())
                .containsExactly(
                        new Trace.Contact(90, "support mail german:3 x2", 20, 120, Double.POSITIVE_INFINITY),
                        new Trace.Contact(500, "support mail german:3 x2", 20, 60, Double.POSITIVE_INFINITY));
        assertThat(found().types()).containsOnlyKeys("support mail german:3 x2");
    }

    @Test
    void whoIsReleasedUnansweredHasGivenUpAndNeedsWhatOthersNeed() {
        decided(1, 0, Kind.OWNED, 0, GERMAN);
        decided(1, 70, Kind.RELEASED, null, GERMAN);
        decided(2, 10, Kind.WAITS, 10, GERMAN);
        decided(2, 130, Kind.RELEASED, null, GERMAN);

        assertThat(found().trace().contacts().getLast())
                .isEqualTo(new Trace.Contact(10, "support mail german:3 x2", 20, 70, 120));
    }

    @Test
    void onlyWhatBeganInThePeriodAtTheDeskCounts() {
        decided(1, -50, Kind.OWNED, -60, List.of());
        decided(1, 10, Kind.RELEASED, null, List.of());
        decided(2, 86_500, Kind.OWNED, 86_399, List.of());
        decided(2, 86_560, Kind.RELEASED, null, List.of());
        decided(3, 86_600, Kind.OWNED, 86_500, List.of());

        assertThat(found().trace().contacts())
                .containsExactly(new Trace.Contact(86_399, "support mail x2", 20, 60, Double.POSITIVE_INFINITY));
        assertThat(PastMatters.read(log, new DeskId("sales"), MONDAY, TUESDAY)
                        .trace()
                        .contacts())
                .isEmpty();
    }

    @Test
    void whatIsNotFinishedHasTakenUntilTheEnd() {
        decided(1, 100, Kind.OWNED, 100, List.of());
        assertThat(found().trace().contacts().getFirst().service()).isEqualTo(86_300);
    }
}
