package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SECOND = new DeskId("second");
    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");
    private static final NeedStep GERMAN_2 =
            new NeedStep(new Requirement.HasSkill(new SkillId("german"), 2), null, false, 60L);
    private static final NeedStep GERMAN_1 =
            new NeedStep(new Requirement.HasSkill(new SkillId("german"), 1), null, false, 60L);
    private static final NeedStep ANYONE_THERE = new NeedStep(Requirement.ANYONE, SECOND, false, null);
    private static final Demand DEMAND = new Demand(
            SUPPORT, 0, List.of(GERMAN_2, GERMAN_1, ANYONE_THERE), 1, List.of(), 1, null, false, List.of(), null);

    @Test
    void stepsComeIntoForceByAge() {
        Outlook outlook = Outlook.of(DEMAND, SINCE, false, policy(null), SINCE.plusSeconds(20));

        assertThat(outlook.step()).isEqualTo(1);
        assertThat(outlook.steps()).isEqualTo(3);
        assertThat(outlook.needs()).isEqualTo(GERMAN_2);
        assertThat(outlook.desks()).containsExactly(SUPPORT);
        assertThat(outlook.changes())
                .containsExactly(
                        new Outlook.Change(SINCE.plusSeconds(60), 2, GERMAN_1, null),
                        new Outlook.Change(SINCE.plusSeconds(120), 3, ANYONE_THERE, null));
    }

    @Test
    void theLastStepLeadsToItsDeskForGood() {
        Outlook outlook = Outlook.of(DEMAND, SINCE, false, policy(null), SINCE.plusSeconds(500));

        assertThat(outlook.step()).isEqualTo(3);
        assertThat(outlook.desks()).containsExactly(SECOND);
        assertThat(outlook.changes()).isEmpty();
    }

    @Test
    void anOverflowIsAnnouncedUntilItHasHappened() {
        DeskPolicy.Overflow overflow = new DeskPolicy.Overflow(SECOND, Duration.ofSeconds(90));

        assertThat(Outlook.of(DEMAND, SINCE, false, policy(overflow), SINCE.plusSeconds(70))
                        .changes())
                .startsWith(new Outlook.Change(SINCE.plusSeconds(90), null, null, SECOND));
        assertThat(Outlook.of(DEMAND, SINCE, true, policy(overflow), SINCE.plusSeconds(95))
                        .desks())
                .containsExactlyInAnyOrder(SUPPORT, SECOND);
    }

    private static DeskPolicy policy(DeskPolicy.Overflow overflow) {
        DeskPolicy plain = DeskPolicy.of(SUPPORT, Policy.DEFAULT);
        return new DeskPolicy(
                SUPPORT,
                plain.choosing(),
                plain.ordering(),
                plain.worth(),
                plain.dueUnlessSet(),
                plain.offering(),
                plain.lastAgentFor(),
                plain.lastAgentWait(),
                plain.offlineGrace(),
                plain.disconnectGrace(),
                plain.answeredStay(),
                plain.restAfter(),
                overflow,
                plain.hours());
    }
}
