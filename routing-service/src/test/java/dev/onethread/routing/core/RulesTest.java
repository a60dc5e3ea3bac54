package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SALES = new DeskId("sales");
    private static final Languages NONE = text -> null;

    @Test
    void withoutRulesAMessageGoesToTheSupportDeskWithItsChannelsWeight() {
        Triage triage = rules().triage(mail("Hello"), NONE);

        assertThat(triage.desk()).isEqualTo(SUPPORT);
        assertThat(triage.priority()).isZero();
        assertThat(triage.needs()).isEmpty();
        assertThat(triage.weight()).isEqualTo(1);
        assertThat(triage.configurationVersion()).isEqualTo(7);
        assertThat(rules().triage(web("Hello"), NONE).weight()).isEqualTo(2);
    }

    @Test
    void allRulesThatHoldCount() {
        Rules rules = rules(
                rule("b", 2, says("refund"), then(SUPPORT, 10, skill("billing", 2))),
                rule("a", 1, says("refund*"), then(SALES, 40, skill("billing", 1), skill("german", 1))),
                rule("c", 3, says("shipping"), then(null, 90)));

        Triage triage = rules.triage(mail("A refund, please"), NONE);

        assertThat(triage.desk()).isEqualTo(SALES);
        assertThat(triage.priority()).isEqualTo(40);
        assertThat(triage.needs()).containsExactly(skill("billing", 2), skill("german", 1));
        assertThat(triage.rules()).containsExactly("a", "b");
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
    void theSubjectIsReadToo() {
        Rules rules = rules(rule("a", 1, says("invoice"), then(null, 5)));
        MessageReceived mail = mail("see above");
        MessageReceived titled = new MessageReceived(
                mail.id(),
                mail.door(),
                mail.address(),
                mail.receivedAt(),
                mail.sentAt(),
                mail.author(),
                new Body("see above", "Invoice 12", null, null, null, List.of()),
                mail.channelMessage(),
                null,
                null,
                null);

        assertThat(rules.triage(titled, NONE).priority()).isEqualTo(5);
    }

    @Test
    void everyKindOfConditionMustHold() {
        Rule both = rule(
                "a",
                1,
                List.of(new Condition.OnChannel(Set.of(Channel.WEB)), new Condition.AtDoor(Set.of("web:shop"))),
                then(null, 5));

        assertThat(rules(both).triage(web("x"), NONE).priority()).isEqualTo(5);
        assertThat(rules(both).triage(mail("x"), NONE).priority()).isZero();
        Rule elsewhere = rule(
                "a",
                1,
                List.of(new Condition.OnChannel(Set.of(Channel.WEB)), new Condition.AtDoor(Set.of("web:blog"))),
                then(null, 5));
        assertThat(rules(elsewhere).triage(web("x"), NONE).priority()).isZero();
    }

    @Test
    void theLanguageOfTheTextCountsBeforeTheOneTheChannelNames() {
        Rules rules = rules(
                rule("a", 1, List.of(new Condition.InLanguage(Set.of("de"))), then(null, null, skill("german", 1))));

        assertThat(rules.triage(web("Guten Tag"), text -> "de").needs()).containsExactly(skill("german", 1));
        assertThat(rules.triage(web("ok"), NONE).needs()).isEmpty();
        assertThat(rules.triage(spoken("de-AT"), NONE).needs()).containsExactly(skill("german", 1));
        assertThat(rules.triage(spoken("de-AT"), text -> "en").needs()).isEmpty();
    }

    @Test
    void theLanguageIsNotGuessedUnlessARuleAsks() {
        Languages asked = text -> {
            throw new AssertionError("nobody asked");
        };

        assertThat(rules(rule("a", 1, says("x"), then(null, 1)))
                        .triage(spoken("de-AT"), asked)
                        .language())
                .isEqualTo("de");
    }

    @Test
    void anInactiveRuleIsNotApplied() {
        Rule rule = new Rule("a", "a", 1, false, List.of(), then(null, 5));

        assertThat(rules(rule).triage(web("x"), NONE).priority()).isZero();
    }

    private static Rules rules(Rule... rules) {
        Map<Channel, Integer> weights = Map.of(Channel.MAIL, 1, Channel.TELEGRAM, 2, Channel.WEB, 2);
        return new Rules(7, List.of(rules), weights, SUPPORT);
    }

    private static Rule rule(String id, int order, List<Condition> when, Rule.Outcome then) {
        return new Rule(id, id, order, true, when, then);
    }

    private static List<Condition> says(String keyword) {
        return List.of(new Condition.Says(List.of(Keyword.of(keyword))));
    }

    private static Rule.Outcome then(DeskId desk, Integer priority, SkillNeed... needs) {
        return new Rule.Outcome(desk, priority, List.of(needs));
    }

    private static MessageReceived mail(String text) {
        Door door = new Door(Channel.MAIL, "help@shop.example");
        return message(door, Address.mail("kim@example.org"), Author.UNKNOWN, text);
    }

    private static MessageReceived web(String text) {
        return message(new Door(Channel.WEB, "shop"), new Address(Channel.WEB, "v1"), Author.UNKNOWN, text);
    }

    private static MessageReceived spoken(String language) {
        Author author = new Author("Kim", null, language);
        return message(new Door(Channel.WEB, "shop"), new Address(Channel.WEB, "v1"), author, "hm");
    }

    private static MessageReceived message(Door door, Address address, Author author, String text) {
        Instant now = Instant.parse("2026-11-22T09:00:00Z");
        return new MessageReceived(
                new MessageId("m"), door, address, now, now, author, Body.text(text), "1", null, null, null);
    }
}
