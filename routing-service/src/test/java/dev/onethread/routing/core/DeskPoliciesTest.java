package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.SALES;
import static dev.onethread.routing.core.PoolStory.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.Triage;
import dev.onethread.routing.core.DeskPolicy.Choosing;
import dev.onethread.routing.core.DeskPolicy.Ordering;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a desk may decide of its own.
class DeskPoliciesTest {
    private final PoolStory pool = new PoolStory();

    @Test
    void classesAreWorthMinutesOfWaiting() {
        pool.decide(policy -> policy.worth(
                Map.of(PriorityClass.URGENT, Duration.ofMinutes(30), PriorityClass.LOW, Duration.ofMinutes(-10))));
        AgentId anna = pool.hire("anna", 1);
        ConversationId normal = pool.writes(1);
        ConversationId low = pool.writes(2, PriorityClass.LOW.points(), 1);
        pool.pass(Duration.ofMinutes(29));
        ConversationId urgent = pool.writes(3, PriorityClass.URGENT.points(), 1);

        pool.says(anna, Presence.AVAILABLE);
        assertThat(pool.owner(urgent)).isEqualTo(anna);
        pool.resolves(urgent);
        assertThat(pool.owner(normal)).isEqualTo(anna);
        pool.resolves(normal);
        assertThat(pool.owner(low)).isEqualTo(anna);
    }

    @Test
    void whatNoRuleSpokeOfIsNormalAndALowOneStandsBehindIt() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId low = pool.writes(1, PriorityClass.LOW.points(), 1);
        ConversationId unspoken = pool.writes(2);
        ConversationId normal = pool.writes(3, PriorityClass.NORMAL.points(), 1);
        pool.writes(2, PriorityClass.LOW.points(), 1);

        pool.says(anna, Presence.AVAILABLE);
        assertThat(pool.owner(unspoken)).isEqualTo(anna);
        pool.resolves(unspoken);
        assertThat(pool.owner(normal)).isEqualTo(anna);
        pool.resolves(normal);
        assertThat(pool.owner(low)).isEqualTo(anna);
    }

    @Test
    void strictClassesPutEveryUrgentOneBeforeEveryOther() {
        pool.decide(policy -> policy.ordering(Ordering.STRICT_CLASSES));
        AgentId anna = pool.hire("anna", 1);
        ConversationId old = pool.writes(1);
        pool.pass(Duration.ofDays(30));
        ConversationId urgent = pool.writes(2, 80, 1);

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(urgent)).isEqualTo(anna);
        assertThat(pool.waits(old)).isTrue();
    }

    @Test
    void byDueTimeTheFirstDueGoesFirstAndAChangeCountsAtOnce() {
        pool.decide(policy -> policy.ordering(Ordering.SLA_DUE));
        AgentId anna = pool.hire("anna", 1);
        ConversationId first = pool.writes(1);
        ConversationId second = pool.writes(2);
        ConversationId third = pool.writes(3);
        pool.command(new DeskCommand.SetDue(pool.id(), pool.now, second, pool.now.plusSeconds(7_200), null));
        pool.command(new DeskCommand.SetDue(pool.id(), pool.now, third, pool.now.plusSeconds(3_600), null));

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(third)).isEqualTo(anna);
        pool.resolves(third);
        assertThat(pool.owner(second)).isEqualTo(anna);
        assertThat(pool.waits(first)).isTrue();
    }

    @Test
    void inTurnEveryoneGetsTheNextOneHoweverLoadedAndFit() {
        pool.decide(policy -> policy.choosing(Choosing.ROUND_ROBIN));
        pool.available("anna", 9, PoolStory.skill("kazakh", 5));
        pool.available("boris", 9);
        pool.available("carla", 9);
        List<String> owners = new ArrayList<>();
        for (int customer = 0; customer < 6; customer++) {
            owners.add(pool.owner(pool.writes(customer)).value());
        }
        assertThat(owners).containsExactly("anna", "boris", "carla", "anna", "boris", "carla");
    }

    @Test
    void theMostIdleIsWhoseLoadFellLongestAgo() {
        pool.decide(policy -> policy.choosing(Choosing.LONGEST_IDLE));
        AgentId anna = pool.available("anna", 1);
        AgentId boris = pool.available("boris", 1);
        ConversationId first = pool.writes(1);
        ConversationId second = pool.writes(2);
        assertThat(pool.owner(first)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(10));
        pool.resolves(second);
        pool.pass(Duration.ofSeconds(10));
        pool.resolves(first);

        assertThat(pool.owner(pool.writes(3))).isEqualTo(boris);
    }

    @Test
    void lotsAreEvenAndTheSameEachTime() {
        pool.decide(policy -> policy.choosing(Choosing.SHUFFLED));
        for (String name : List.of("anna", "boris", "carla", "dmitri")) {
            pool.available(name, 4_000);
        }
        Map<AgentId, Integer> counts = new HashMap<>();
        for (int customer = 0; customer < 4_000; customer++) {
            counts.merge(pool.owner(pool.writes(customer)), 1, Integer::sum);
        }
        // Four standard deviations of a fair draw are 110.
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(890, 1_110));
        AgentId before = pool.owner(PoolStory.conversation(7));
        assertThat(before).isEqualTo(again().owner(PoolStory.conversation(7)));
    }

    private static PoolStory again() {
        PoolStory again = new PoolStory();
        again.decide(policy -> policy.choosing(Choosing.SHUFFLED));
        for (String name : List.of("anna", "boris", "carla", "dmitri")) {
            again.available(name, 4_000);
        }
        again.writes(7);
        return again;
    }

    @Test
    void theLastAgentIsWaitedForAsLongAsTheDeskAllows() {
        pool.decide(policy -> policy.lastAgentWait(Duration.ofSeconds(60)));
        AgentId anna = pool.available("anna", 1);
        ConversationId known = pool.writes(1);
        pool.resolves(known);
        ConversationId other = pool.writes(2);
        AgentId boris = pool.available("boris", 1);
        assertThat(pool.owner(other)).isEqualTo(anna);

        pool.writes(1);
        assertThat(pool.waits(known)).isTrue();
        pool.pass(Duration.ofSeconds(30));
        pool.resolves(other);
        assertThat(pool.owner(known)).isEqualTo(anna);

        pool.resolves(known);
        ConversationId third = pool.writes(3);
        if (!pool.owner(third).equals(anna)) {
            pool.command(new DeskCommand.Assign(pool.id(), pool.now, third, anna, null));
        }
        pool.writes(1);
        assertThat(pool.waits(known)).isTrue();
        pool.pass(Duration.ofSeconds(60));
        assertThat(pool.owner(known)).isEqualTo(boris);
    }

    @Test
    void whoWaitsForALastAgentWhoLeavesIsAnybodys() {
        pool.decide(policy -> policy.lastAgentWait(Duration.ofHours(1)));
        AgentId anna = pool.available("anna", 1);
        ConversationId known = pool.writes(1);
        pool.resolves(known);
        pool.writes(2);
        AgentId boris = pool.available("boris", 1);
        pool.writes(1);
        assertThat(pool.waits(known)).isTrue();

        pool.says(anna, Presence.AWAY);

        assertThat(pool.owner(known)).isEqualTo(boris);
    }

    @Test
    void aSilentCustomersUnitsAreFreedAndTakenAgainWithTheExcessRecorded() {
        pool.decide(policy -> policy.restAfter(Duration.ofMinutes(10)));
        AgentId anna = pool.available("anna", 1);
        ConversationId quiet = pool.writes(1);
        pool.answers(anna, quiet);
        ConversationId next = pool.writes(2);
        assertThat(pool.waits(next)).isTrue();
        assertThat(pool.engine.nextDue()).isEqualTo(pool.now.plusSeconds(600));

        pool.pass(Duration.ofMinutes(10));
        assertThat(pool.owner(quiet)).isEqualTo(anna);
        assertThat(pool.owner(next)).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);

        pool.takeOver();
        pool.writes(1);
        Effect.Assigned again = pool.only(Effect.Assigned.class);
        assertThat(again.excess()).isEqualTo(1);
        assertThat(again.agent()).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(2);
    }

    @Test
    void aCustomerWhoWritesInTimeKeepsTheirUnits() {
        pool.decide(policy -> policy.restAfter(Duration.ofMinutes(10)));
        AgentId anna = pool.available("anna", 1);
        ConversationId mine = pool.writes(1);
        pool.answers(anna, mine);
        pool.pass(Duration.ofMinutes(9));
        pool.writes(1);
        pool.pass(Duration.ofHours(1));

        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
    }

    @Test
    void aChannelsLimitHoldsWhateverRoomThereIs() {
        AgentId anna = pool.available("anna", 9);
        pool.change(
                anna,
                p -> new AgentProfile(
                        anna, p.name(), true, p.desks(), p.skills(), p.capacity(), false, Map.of(Channel.WEB, 1)));
        pool.writes(1);
        ConversationId second = pool.writes(2);

        assertThat(pool.waits(second)).isTrue();
        assertThat(pool.engine.whyNot(second, anna).verdict()).isEqualTo(Verdict.CHANNEL_FULL);
        assertThat(pool.engine.whyNot(second, anna).channel()).isEqualTo(new Candidate.Room(1, 1));
    }

    @Test
    void anAgentOfTwoDesksTakesTheFirstInRankOfBoth() {
        AgentId anna = pool.at(pool.hire("anna", 1), SUPPORT, SALES);
        ConversationId support = pool.writes(1);
        pool.pass(Duration.ofSeconds(10));
        ConversationId sales =
                pool.writes(2, new Triage(SALES, PriorityClass.HIGH.points(), List.of(), 1, List.of(), 1, null));

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(sales)).isEqualTo(anna);
        assertThat(pool.waits(support)).isTrue();
    }

    @Test
    void answeredConversationsGoWithAnAbsentAgentWhereTheDeskSaysSo() {
        pool.decide(PolicyOf::answeredGo);
        AgentId anna = pool.available("anna", 2);
        Instant began = pool.now;
        ConversationId answered = pool.writes(1);
        pool.answers(anna, answered);
        pool.screens(anna, false);
        pool.pass(Duration.ofSeconds(60));

        assertThat(pool.waits(answered)).isTrue();
        assertThat(pool.only(Effect.Queued.class).since()).isEqualTo(began);
    }

    @Test
    void aCustomStatusCountsAsWhatItMapsTo() {
        AgentId anna = pool.hire("anna", 1);
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.AWAY, 1, null, "lunch"));
        ConversationId asked = pool.writes(1);

        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.engine.agent(anna).state().status()).isEqualTo("lunch");
    }

    @Test
    void outsideItsHoursADeskTellsSoOrLetsAnotherTakeWhatComes() {
        // 09:00 on a Sunday; the desk works on Mondays from 10.
        Hours mondays = new Hours(
                ZoneOffset.UTC, Map.of(DayOfWeek.MONDAY, List.of(new Hours.Span(600, 1_080))), new TreeMap<>());
        pool.decide(policy -> policy.hours(new DeskHours(mondays, new DeskHours.Notice())));
        ConversationId told = pool.writes(1);
        Effect.Queued queued = pool.only(Effect.Queued.class);
        assertThat(queued.closed()).isTrue();
        assertThat(queued.opensAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(pool.waits(told)).isTrue();

        pool.decide(policy -> policy.hours(new DeskHours(mondays, new DeskHours.Overflow(SALES))));
        ConversationId moved = pool.writes(2);
        assertThat(pool.engine.conversation(moved).demand().desk()).isEqualTo(SALES);

        pool.pass(Duration.ofHours(26));
        ConversationId open = pool.writes(3);
        assertThat(pool.engine.conversation(open).demand().desk()).isEqualTo(SUPPORT);
        assertThat(pool.engine.nextDue()).isEqualTo(Instant.parse("2026-11-23T18:00:00Z"));
        pool.pass(Duration.ofHours(8));
        assertThat(pool.engine.conversation(open).demand().desk()).isEqualTo(SALES);
        assertThat(pool.last.effects())
                .anySatisfy(effect -> assertThat(effect)
                        .isInstanceOfSatisfying(
                                Effect.Queued.class, q -> assertThat(q.reason()).isEqualTo(QueueReason.ESCALATED)));
    }

    @Test
    void theExpectedWaitIsToldOnceEnoughWasMeasured() {
        AgentId anna = pool.available("anna", 1);
        ConversationId current = pool.writes(0);
        for (int customer = 1; customer < 60; customer++) {
            pool.writes(customer);
        }
        assertThat(pool.engine.queues().getFirst().expectedSeconds()).isNull();
        for (int served = 0; served < 20; served++) {
            pool.pass(Duration.ofSeconds(30));
            pool.resolves(current);
            current = PoolStory.conversation(served + 1);
            assertThat(pool.owner(current)).isEqualTo(anna);
        }

        List<Engine.PlaceView> places = pool.engine.places(2);
        assertThat(places).hasSize(2);
        assertThat(places.getFirst().conversation()).isEqualTo(PoolStory.conversation(21));
        assertThat(places.getFirst().expectedSeconds()).isBetween(29L, 31L);
        assertThat(places.get(1).expectedSeconds()).isBetween(58L, 62L);
        assertThat(places.getFirst().spreadSeconds()).isBetween(29L, 36L);
        Engine.QueueView queue = pool.engine.queues().getFirst();
        assertThat(queue.waiting()).isEqualTo(39);
        assertThat(queue.expectedSeconds()).isBetween(1_160L, 1_240L);
    }

    @Test
    void aReplicaThatTakesThePoolOverGoesOnFromTheMeasuredWaits() {
        pool.available("anna", 1);
        ConversationId current = pool.writes(0);
        for (int customer = 1; customer < 40; customer++) {
            pool.writes(customer);
        }
        for (int served = 0; served < 20; served++) {
            pool.pass(Duration.ofSeconds(30));
            pool.resolves(current);
            current = PoolStory.conversation(served + 1);
        }
        Long before = pool.engine.queues().getFirst().expectedSeconds();

        pool.takeOver();
        pool.pass(Duration.ofMinutes(20));

        assertThat(before).isNotNull();
        assertThat(pool.engine.queues().getFirst().expectedSeconds()).isEqualTo(before);
    }

    @Test
    void skillsAndDesksOfAnAgentMayChangeWhileTheyWork() {
        AgentId anna = pool.available("anna", 2);
        ConversationId german = pool.writes(1, PoolStory.skill("german", 2));
        assertThat(pool.waits(german)).isTrue();

        pool.change(
                anna,
                p -> new AgentProfile(
                        anna, p.name(), true, Set.of(SUPPORT), Map.of(new SkillId("german"), 2), p.capacity()));

        assertThat(pool.owner(german)).isEqualTo(anna);
    }
}
