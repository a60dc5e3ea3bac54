package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static dev.onethread.routing.core.Said.NONE;
import static dev.onethread.routing.core.Said.NOW;
import static dev.onethread.routing.core.Said.mail;
import static dev.onethread.routing.core.Said.spoken;
import static dev.onethread.routing.core.Said.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SALES = new DeskId("sales");
    private static final DeskId NIGHT = new DeskId("night");

    @Test
    void withoutRulesAMessageGoesToTheSupportDeskWithItsChannelsWeight() {
        Triage triage = triage(rules(), mail("Hello"));

        assertThat(triage.desk()).isEqualTo(SUPPORT);
        assertThat(triage.priority()).isZero();
        assertThat(triage.needs()).isEmpty();
        assertThat(triage.steps()).isNull();
        assertThat(triage.weight()).isEqualTo(1);
        assertThat(triage.configurationVersion()).isEqualTo(7);
        assertThat(triage(rules(), web("Hello")).weight()).isEqualTo(2);
    }

    @Test
    void allRulesThatHoldCount() {
        Rules rules = rules(
                rule("b", 2, says("refund"), then(SUPPORT, 10, List.of("money"), skill("billing", 2))),
                rule(
                        "a",
                        1,
                        says("refund*"),
                        then(SALES, 40, List.of("shop", "money"), skill("billing", 1), skill("german", 1))),
                rule("c", 3, says("shipping"), then(null, 90, List.of("late"))));

        Triage triage = triage(rules, mail("A refund, please"));

        assertThat(triage.desk()).isEqualTo(SALES);
        assertThat(triage.priority()).isEqualTo(40);
        assertThat(triage.needs()).containsExactly(skill("billing", 2), skill("german", 1));
        assertThat(triage.tags()).containsExactly("shop", "money");
        assertThat(triage.vip()).isNull();
        assertThat(triage.rules()).containsExactly("a", "b");
    }

    @Test
    void afterARuleThatHoldsAndStopsNoOtherIsAsked() {
        Rule first = stopping(rule("a", 1, says("refund"), then(SALES, 5, List.of())));
        Rule second = rule("b", 2, null, new Rule.Outcome(NIGHT, 90, true, List.of(), List.of()));

        assertThat(triage(rules(first, second), mail("refund")).priority()).isEqualTo(5);
        assertThat(triage(rules(first, second), mail("refund")).vip()).isNull();
        assertThat(triage(rules(first, second), mail("hello")).desk()).isEqualTo(NIGHT);
        assertThat(triage(rules(first, second), mail("hello")).vip()).isTrue();
    }

    @Test
    void aStoppingRuleThatIsOffStopsNothing() {
        Rule off = stopping(rule("a", 1, null, then(SALES, 5, List.of()))).switched(false);

        assertThat(triage(rules(off, rule("b", 2, null, then(null, 9, List.of()))), mail("x"))
                        .priority())
                .isEqualTo(9);
        assertThat(triage(rules(off), mail("x")).desk()).isEqualTo(SUPPORT);
    }

    @Test
    void stepsOfSeveralRulesAreNeededTogetherAtEachAge() {
        Requirement billing4 = new Requirement.HasSkill(skill("billing", 1).skill(), 4);
        Requirement billing3 = new Requirement.HasSkill(skill("billing", 1).skill(), 3);
        Requirement russian = new Requirement.HasSkill(skill("ru", 1).skill(), 1);
        Rule money = rule(
                "a",
                1,
                null,
                steps(
                        new NeedStep(billing4, null, false, 120L),
                        new NeedStep(billing3, null, false, 180L),
                        NeedStep.forGood(Requirement.ANYONE)));
        Rule language = rule(
                "b",
                2,
                null,
                steps(new NeedStep(russian, null, false, 200L), new NeedStep(Requirement.ANYONE, NIGHT, true, null)));

        assertThat(triage(rules(money, language), mail("x")).steps())
                .containsExactly(
                        new NeedStep(new Requirement.All(List.of(billing4, russian)), null, false, 120L),
                        new NeedStep(new Requirement.All(List.of(billing3, russian)), null, false, 80L),
                        new NeedStep(billing3, NIGHT, true, 100L),
                        new NeedStep(Requirement.ANYONE, NIGHT, true, null));
        assertThat(triage(rules(money), mail("x")).steps()).hasSize(3);
        assertThat(triage(rules(money), mail("x")).needs()).containsExactly(skill("billing", 4));
    }

    @Test
    void whatComesToAClosedDeskOverflowsToOneThatIsOpen() {
        Rule toSales = rule("a", 1, null, then(SALES, null, List.of("x")));
        DeskHours closed = new DeskHours(never(), new DeskHours.Overflow(NIGHT));

        Ruling verdict = judge(rules(Map.of(SALES, closed), toSales), mail("x"));
        assertThat(verdict.triage().desk()).isEqualTo(NIGHT);
        assertThat(verdict.closed()).isEqualTo(SALES);

        // Where nobody else is open either, it waits where it belongs.
        Map<DeskId, DeskHours> circle =
                Map.of(SALES, closed, NIGHT, new DeskHours(never(), new DeskHours.Overflow(SALES)));
        assertThat(judge(rules(circle, toSales), mail("x")).triage().desk()).isEqualTo(SALES);
        Map<DeskId, DeskHours> waits = Map.of(SALES, new DeskHours(never(), new DeskHours.Notice()));
        assertThat(judge(rules(waits, toSales), mail("x")).triage().desk()).isEqualTo(SALES);
        assertThat(judge(rules(Map.of(), toSales), mail("x")).closed()).isNull();
    }

    @Test
    void aTraceTellsTheFirstConditionThatFailedOfEachRule() {
        Condition web = new Condition.OnChannel(Set.of(Channel.WEB));
        Condition refund = new Condition.Says(
                List.of(Keyword.of("refund*"), Keyword.of("money back"), Keyword.of("x")), Condition.Part.BOTH);
        Condition telegram = new Condition.OnChannel(Set.of(Channel.TELEGRAM));
        Rules rules = rules(
                rule(
                        "1",
                        1,
                        new Condition.All(List.of(web, new Condition.All(List.of(web, telegram)))),
                        then(null, 1, List.of())),
                rule("2", 2, new Condition.Any(List.of(telegram, new Condition.Not(web))), then(null, 1, List.of())),
                rule("3", 3, web, then(null, 1, List.of())).switched(false),
                stopping(rule("4", 4, new Condition.All(List.of(refund, web)), then(null, 1, List.of()))),
                rule("5", 5, null, then(null, 1, List.of())));

        List<Ruling.Judged> trace = rules.trace(web("Refunds: my money back"), Writer.UNKNOWN, NOW, NONE);

        assertThat(trace.get(0)).isEqualTo(new Ruling.Failed(rules.rules().get(0), "/all/1/all/1", telegram));
        assertThat(trace.get(1)).isInstanceOf(Ruling.Failed.class);
        assertThat(((Ruling.Failed) trace.get(1)).pointer()).isEmpty();
        assertThat(trace.get(2)).isInstanceOf(Ruling.Inactive.class);
        assertThat(((Ruling.Held) trace.get(3)).found()).containsExactly("refund*", "money back");
        assertThat(trace.get(4)).isInstanceOf(Ruling.NotAsked.class);
    }

    @Test
    void aKeywordIsAWholeWordWithoutRegardToCaseOrTheDotsOfYo() {
        assertThat(Keyword.of("счёт").in(Keyword.words("Где мой СЧЕТ?"))).isTrue();
        assertThat(Keyword.of("счет").in(Keyword.words("Пришёл счёт №5"))).isTrue();
        assertThat(Keyword.of("счет").in(Keyword.words("счетчик"))).isFalse();
        assertThat(Keyword.of("счет*").in(Keyword.words("Сломался счётчик"))).isTrue();
        assertThat(Keyword.of("Refund").in(Keyword.words("REFUND!"))).isTrue();
        assertThat(Keyword.of("money back").in(Keyword.words("I want my money-back now")))
                .isTrue();
        assertThat(Keyword.of("money back").in(Keyword.words("back, money"))).isFalse();
        assertThatThrownBy(() -> Keyword.of("***")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLanguageIsNotGuessedUnlessARuleAsks() {
        Languages asked = text -> {
            throw new AssertionError("nobody asked");
        };
        Rule other = rule("b", 2, new Condition.InLanguage(Set.of("de")), then(null, 1, List.of()));
        Rule stops = stopping(rule("a", 1, says("x"), then(null, 1, List.of())));

        assertThat(rules(stops, other)
                        .triage(spoken("de-AT", "x"), Writer.UNKNOWN, NOW, asked)
                        .language())
                .isEqualTo("de");
    }

    @Test
    void theWriterIsLookedUpOnlyIfAnActiveRuleAsks() {
        Rule asks = rule("a", 1, new Condition.Not(new Condition.Returning(true)), then(null, 1, List.of()));

        assertThat(rules(asks).askTheWriter()).isTrue();
        assertThat(rules(asks.switched(false), rule("b", 2, says("x"), then(null, 1, List.of())))
                        .askTheWriter())
                .isFalse();
    }

    private static Triage triage(Rules rules, MessageReceived message) {
        return rules.triage(message, Writer.UNKNOWN, NOW, NONE);
    }

    private static Ruling judge(Rules rules, MessageReceived message) {
        return rules.judge(message, Writer.UNKNOWN, NOW, NONE);
    }

    private static Rules rules(Rule... rules) {
        return rules(Map.of(), rules);
    }

    private static Rules rules(Map<DeskId, DeskHours> hours, Rule... rules) {
        Map<Channel, Integer> weights = Map.of(Channel.MAIL, 1, Channel.TELEGRAM, 2, Channel.WEB, 2);
        return new Rules(7, List.of(rules), weights, SUPPORT, hours);
    }

    private static Hours never() {
        return new Hours(ZoneOffset.UTC, Map.of(), new TreeMap<>());
    }

    private static Rule rule(String id, int order, Condition when, Rule.Outcome then) {
        return new Rule(id, id, order, true, false, when, then);
    }

    private static Rule stopping(Rule rule) {
        return new Rule(rule.id(), rule.name(), rule.order(), rule.active(), true, rule.when(), rule.then());
    }

    private static Condition says(String keyword) {
        return new Condition.Says(List.of(Keyword.of(keyword)), Condition.Part.BOTH);
    }

    private static Rule.Outcome steps(NeedStep... steps) {
        return new Rule.Outcome(null, null, false, List.of(), List.of(steps));
    }

    private static Rule.Outcome then(DeskId desk, Integer priority, List<String> tags, SkillNeed... needs) {
        List<NeedStep> steps =
                needs.length == 0 ? List.of() : List.of(NeedStep.forGood(Requirement.all(List.of(needs))));
        return new Rule.Outcome(desk, priority, false, tags, steps);
    }
}
