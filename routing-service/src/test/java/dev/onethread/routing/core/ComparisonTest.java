package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static dev.onethread.routing.core.Said.at;
import static dev.onethread.routing.core.Said.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.routing.core.Comparison.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SALES = new DeskId("sales");

    @Test
    void whatBothSetsSayOfTheSameMessagesIsCounted() {
        NeedStep billing = NeedStep.forGood(Requirement.all(List.of(skill("billing", 3))));
        Rules before =
                rules(rule("money", says("refund"), new Rule.Outcome(null, 20, false, List.of(), List.of(billing))));
        Rules after = rules(
                rule("money", says("refund*"), new Rule.Outcome(SALES, 20, true, List.of("money"), List.of(billing))));
        Comparison comparison = new Comparison(before, after, Said.NONE);

        comparison.add(web("a refund"), Writer.UNKNOWN);
        comparison.add(web("two refunds"), Writer.UNKNOWN);
        comparison.add(web("hello"), Writer.UNKNOWN);

        Comparison.Counts counts = comparison.counts();
        assertThat(counts.messages()).isEqualTo(3);
        assertThat(counts.changed()).isEqualTo(2);
        assertThat(counts.rules()).isEqualTo(Map.of("money", new Count(1, 2)));
        assertThat(counts.desks()).isEqualTo(Map.of("support", new Count(3, 1), "sales", new Count(0, 2)));
        assertThat(counts.priorities()).isEqualTo(Map.of(0, new Count(2, 1), 20, new Count(1, 2)));
        assertThat(counts.needs()).isEqualTo(Map.of("billing ≥ 3", new Count(1, 2)));
        assertThat(counts.tags()).isEqualTo(Map.of("money", new Count(0, 2)));
        assertThat(counts.vip()).isEqualTo(new Count(0, 2));
    }

    @Test
    void silenceFollowsFromTheMessagesBefore() {
        Rules after = rules(rule(
                "late",
                new Condition.SilentFor(Duration.ofHours(1)),
                new Rule.Outcome(null, 50, false, List.of(), List.of())));
        Comparison comparison = new Comparison(rules(), after, Said.NONE);
        Instant first = Instant.parse("2026-11-20T09:00:00Z");

        comparison.add(at(first, "one"), Writer.UNKNOWN);
        comparison.add(at(first.plusSeconds(60), "two"), Writer.UNKNOWN);
        comparison.add(at(first.plusSeconds(7200), "three"), Writer.UNKNOWN);

        assertThat(comparison.counts().rules()).isEqualTo(Map.of("late", new Count(0, 1)));
    }

    @Test
    void theLanguageOfAMessageIsGuessedOnceForBoth() {
        AtomicInteger asked = new AtomicInteger();
        Rules rules = rules(rule(
                "de", new Condition.InLanguage(Set.of("de")), new Rule.Outcome(null, 5, false, List.of(), List.of())));

        new Comparison(rules, rules, text -> {
                    asked.incrementAndGet();
                    return null;
                })
                .add(web("Guten Tag"), Writer.UNKNOWN);

        assertThat(asked).hasValue(1);
    }

    private static Condition says(String keyword) {
        return new Condition.Says(List.of(Keyword.of(keyword)), Condition.Part.BOTH);
    }

    private static Rule rule(String id, Condition when, Rule.Outcome then) {
        return new Rule(id, id, 1, true, false, when, then);
    }

    private static Rules rules(Rule... rules) {
        return new Rules(1, List.of(rules), Map.of(), SUPPORT, Map.of());
    }
}
