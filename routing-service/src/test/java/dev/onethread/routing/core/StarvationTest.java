package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long others may go before one that waits, by each order of a desk: one agent with one unit, and
/// always more customers than can be served.
class StarvationTest {
    private final PoolStory pool = new PoolStory();
    private final AgentId anna = pool.available("anna", 1);
    private final Map<ConversationId, Instant> came = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void byScoreNobodyIsOvertakenByWhoCameLaterThanTheDifferenceInPriorityIsWorth(long seed) {
        overcrowded(seed, random -> {}, (served, other) -> {
            long ahead = PriorityClass.aboveNormal(served.demand().priority())
                    - PriorityClass.aboveNormal(other.demand().priority());
            assertThat(came.get(served.id()))
                    .isBeforeOrEqualTo(came.get(other.id()).plus(Duration.ofMinutes(ahead)));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void byStrictClassesNobodyIsOvertakenByWhoCameLaterInTheirClassOrOneBelow(long seed) {
        pool.decide(policy -> policy.ordering(DeskPolicy.Ordering.STRICT_CLASSES));
        overcrowded(seed, random -> {}, (served, other) -> {
            PriorityClass mine = PriorityClass.of(other.demand().priority());
            PriorityClass theirs = PriorityClass.of(served.demand().priority());
            assertThat(theirs).isGreaterThanOrEqualTo(mine);
            if (theirs == mine) {
                assertThat(came.get(served.id())).isBeforeOrEqualTo(came.get(other.id()));
            }
        });
    }

    @Test
    void byStrictClassesTheClassesAboveMayGoFirstForEver() {
        pool.decide(policy -> policy.ordering(DeskPolicy.Ordering.STRICT_CLASSES));
        ConversationId current = pool.writes(0, PriorityClass.URGENT.points(), 1);
        ConversationId normal = pool.writes(1);
        for (int customer = 2; customer < 500; customer++) {
            ConversationId urgent = pool.writes(customer, PriorityClass.URGENT.points(), 1);
            pool.pass(Duration.ofMinutes(5));
            pool.resolves(current);
            assertThat(pool.owner(urgent)).isEqualTo(anna);
            current = urgent;
        }
        assertThat(pool.waits(normal)).isTrue();
        pool.resolves(current);
        assertThat(pool.owner(normal)).isEqualTo(anna);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void byDueTimeNobodyIsOvertakenByWhatIsDueLaterAndSoByNothingThatComesOnceItIsDue(long seed) {
        Duration unlessSet = Duration.ofHours(24);
        pool.decide(policy -> policy.ordering(DeskPolicy.Ordering.SLA_DUE));
        overcrowded(
                seed,
                random -> {
                    ConversationId any = PoolStory.conversation(random.nextInt(came.size()));
                    if (pool.engine.knows(any) && random.nextBoolean()) {
                        Instant due = pool.now.plus(Duration.ofMinutes(random.nextInt(600)));
                        pool.command(new DeskCommand.SetDue(pool.id(), pool.now, any, due, null));
                    }
                },
                (served, other) -> {
                    assertThat(due(served, unlessSet)).isBeforeOrEqualTo(due(other, unlessSet));
                    if (due(other, unlessSet).isBefore(pool.now)) {
                        assertThat(due(served, unlessSet)).isBefore(pool.now);
                    }
                });
    }

    private Instant due(Conversation conversation, Duration unlessSet) {
        Instant due = conversation.demand().dueAt();
        return due == null ? came.get(conversation.id()).plus(unlessSet) : due;
    }

    private interface Change {
        void change(Random random);
    }

    private interface Bound {
        /// `served` was taken while `other` waited.
        void holds(Conversation served, Conversation other);
    }

    private void overcrowded(long seed, Change change, Bound bound) {
        Random random = new Random(seed);
        int overtaken = 0;
        for (int customer = 0; customer < 1_500; customer++) {
            came.put(pool.writes(customer, random.nextInt(101), 1), pool.now);
            change.change(random);
            pool.pass(Duration.ofSeconds(random.nextInt(120)));
            if (random.nextInt(3) == 0) {
                overtaken += serveNext(bound);
            }
        }
        assertThat(overtaken).as("somebody went before somebody older").isPositive();
    }

    private int serveNext(Bound bound) {
        served().ifPresent(current -> pool.resolves(current.id()));
        List<Conversation> waiting = pool.engine.snapshot().conversations().stream()
                .filter(conversation -> conversation.work() instanceof Work.Queued)
                .toList();
        return served().map(served -> {
                    waiting.forEach(other -> bound.holds(served, other));
                    return (int) waiting.stream()
                            .filter(other -> came.get(other.id()).isBefore(came.get(served.id())))
                            .count();
                })
                .orElse(0);
    }

    private java.util.Optional<Conversation> served() {
        return pool.engine.snapshot().conversations().stream()
                .filter(conversation -> anna.equals(conversation.agent()))
                .findFirst();
    }
}
