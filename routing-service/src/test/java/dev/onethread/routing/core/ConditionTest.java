package dev.onethread.routing.core;

import static dev.onethread.routing.core.Said.NONE;
import static dev.onethread.routing.core.Said.NOW;
import static dev.onethread.routing.core.Said.mail;
import static dev.onethread.routing.core.Said.spoken;
import static dev.onethread.routing.core.Said.web;
import static dev.onethread.routing.core.Said.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.routing.core.Condition.All;
import dev.onethread.routing.core.Condition.Any;
import dev.onethread.routing.core.Condition.Not;
import dev.onethread.routing.core.Condition.Part;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final Condition HOLDS = new Condition.OnChannel(Set.of(Channel.WEB));
    private static final Condition FAILS = new Condition.OnChannel(Set.of(Channel.MAIL));

    @Test
    void allHoldsWhereEveryOneDoesAnyWhereOneDoesAndNotWhereItsOwnDoesNot() {
        assertThat(meets(new All(List.of(HOLDS, HOLDS)), web("x"))).isTrue();
        assertThat(meets(new All(List.of(HOLDS, FAILS)), web("x"))).isFalse();
        assertThat(meets(new Any(List.of(FAILS, HOLDS)), web("x"))).isTrue();
        assertThat(meets(new Any(List.of(FAILS, FAILS)), web("x"))).isFalse();
        assertThat(meets(new Not(FAILS), web("x"))).isTrue();
        assertThat(meets(new Not(new Any(List.of(FAILS, new All(List.of(HOLDS, HOLDS))))), web("x")))
                .isFalse();
    }

    @Test
    void aChannelAndADoorAreWhereTheMessageCameIn() {
        assertThat(meets(new Condition.OnChannel(Set.of(Channel.MAIL, Channel.WEB)), web("x")))
                .isTrue();
        assertThat(meets(new Condition.OnChannel(Set.of(Channel.TELEGRAM)), web("x")))
                .isFalse();
        assertThat(meets(new Condition.AtDoor(Set.of("web:shop")), web("x"))).isTrue();
        assertThat(meets(new Condition.AtDoor(Set.of("web:blog", "mail:help@shop.example")), web("x")))
                .isFalse();
        assertThat(meets(new Condition.AtDoor(Set.of("mail:help@shop.example")), mail("x")))
                .isTrue();
    }

    @Test
    void wordsAreLookedForInTheSubjectTheTextOrBoth() {
        MessageReceived titled = mail("kim@example.org", "Invoice 12", "see above");

        assertThat(meets(says("invoice", Part.SUBJECT), titled)).isTrue();
        assertThat(meets(says("invoice", Part.BOTH), titled)).isTrue();
        assertThat(meets(says("invoice", Part.TEXT), titled)).isFalse();
        assertThat(meets(says("above", Part.SUBJECT), titled)).isFalse();
        // A keyword does not begin in the subject and end in the text.
        assertThat(meets(says("12 see", Part.BOTH), titled)).isFalse();
        assertThat(meets(says("invoice", Part.SUBJECT), web("invoice"))).isFalse();
    }

    @Test
    void aPatternIsLookedForWhereItIsSaid() {
        TextPattern number = pattern("12");
        MessageReceived titled = mail("kim@example.org", "Invoice 12", "see above");

        assertThat(meets(new Condition.Matches(number, Part.SUBJECT), titled)).isTrue();
        assertThat(meets(new Condition.Matches(number, Part.BOTH), titled)).isTrue();
        assertThat(meets(new Condition.Matches(number, Part.TEXT), titled)).isFalse();
    }

    @Test
    void theLanguageOfTheTextCountsBeforeTheOneTheChannelNames() {
        Condition german = new Condition.InLanguage(Set.of("de"));

        assertThat(meets(german, web("Guten Tag"), text -> "de")).isTrue();
        assertThat(meets(german, web("ok"), NONE)).isFalse();
        assertThat(meets(german, spoken("de-AT", "hm"), NONE)).isTrue();
        assertThat(meets(german, spoken("de-AT", "hm"), text -> "en")).isFalse();
    }

    @Test
    void theLanguageIsGuessedOncePerMessageAndOnlyIfAsked() {
        AtomicInteger asked = new AtomicInteger();
        Languages counting = text -> {
            asked.incrementAndGet();
            return "de";
        };

        assertThat(meets(says("x", Part.BOTH), web("x"), counting)).isTrue();
        assertThat(asked).hasValue(0);
        Condition.InLanguage english = new Condition.InLanguage(Set.of("en"));
        meets(new Any(List.of(english, english, new Condition.InLanguage(Set.of("de")))), web("x"), counting);
        assertThat(asked).hasValue(1);
    }

    @Test
    void anAttributeHasOneOfTheValuesOrAny() {
        Writer wholesale = new Writer(false, null, Map.of("plan", "Wholesale"), null);

        assertThat(meets(new Condition.HasAttribute("plan", Set.of("wholesale", "vip")), wholesale))
                .isTrue();
        assertThat(meets(new Condition.HasAttribute("plan", Set.of("retail")), wholesale))
                .isFalse();
        assertThat(meets(new Condition.HasAttribute("plan", Set.of()), wholesale))
                .isTrue();
        assertThat(meets(new Condition.HasAttribute("city", Set.of()), wholesale))
                .isFalse();
    }

    @Test
    void aDeskWorksWithinItsHoursAndAlwaysWithoutAny() {
        DeskId support = new DeskId("support");
        Condition open = new Condition.WithinHours(support);
        Hours mondays = new Hours(
                ZoneOffset.UTC, Map.of(DayOfWeek.MONDAY, List.of(new Hours.Span(540, 1080))), new TreeMap<>());
        Map<DeskId, DeskHours> hours = Map.of(support, new DeskHours(mondays, new DeskHours.Queue()));

        assertThat(open(open, hours, "2026-11-23T09:00:00Z")).isTrue();
        assertThat(open(open, hours, "2026-11-23T18:00:00Z")).isFalse();
        assertThat(open(open, Map.of(), "2026-11-23T18:00:00Z")).isTrue();
    }

    @Test
    void whoWasServedBeforeReturns() {
        Writer served = new Writer(true, null, Map.of(), null);

        assertThat(meets(new Condition.Returning(true), served)).isTrue();
        assertThat(meets(new Condition.Returning(true), Writer.UNKNOWN)).isFalse();
        assertThat(meets(new Condition.Returning(false), Writer.UNKNOWN)).isTrue();
    }

    @Test
    void aRatingLiesBetweenBothEndsAndWhoNeverRatedMeetsNone() {
        assertThat(meets(new Condition.Rated(1, 2), new Writer(true, 2, Map.of(), null)))
                .isTrue();
        assertThat(meets(new Condition.Rated(1, 2), new Writer(true, 3, Map.of(), null)))
                .isFalse();
        assertThat(meets(new Condition.Rated(1, 5), Writer.UNKNOWN)).isFalse();
    }

    @Test
    void anAttachmentIsOfOneOfTheKindsOrOfAny() {
        assertThat(meets(new Condition.HasAttachment(Set.of(Attachment.Kind.VOICE)), with(Attachment.Kind.VOICE)))
                .isTrue();
        assertThat(meets(new Condition.HasAttachment(Set.of(Attachment.Kind.IMAGE)), with(Attachment.Kind.VOICE)))
                .isFalse();
        assertThat(meets(new Condition.HasAttachment(Set.of()), with(Attachment.Kind.LOCATION)))
                .isTrue();
        assertThat(meets(new Condition.HasAttachment(Set.of()), web("no file"))).isFalse();
    }

    @Test
    void whoWroteLongEnoughAgoWasSilentAndWhoNeverWroteWasNot() {
        Condition anHour = new Condition.SilentFor(Duration.ofHours(1));

        assertThat(meets(anHour, Writer.UNKNOWN.wroteAt(NOW.minusSeconds(3600))))
                .isTrue();
        assertThat(meets(anHour, Writer.UNKNOWN.wroteAt(NOW.minusSeconds(3599))))
                .isFalse();
        assertThat(meets(anHour, Writer.UNKNOWN)).isFalse();
    }

    @Test
    void aSendersDomainIsOneOfTheseOrBelowOne() {
        Condition bank = new Condition.FromDomain(Set.of("bank.example"));

        assertThat(meets(bank, mail("Kim@Bank.Example", null, "x"))).isTrue();
        assertThat(meets(bank, mail("kim@mx.bank.example", null, "x"))).isTrue();
        assertThat(meets(bank, mail("kim@notbank.example", null, "x"))).isFalse();
        assertThat(meets(bank, web("bank.example"))).isFalse();
    }

    private static boolean open(Condition condition, Map<DeskId, DeskHours> hours, String at) {
        return new Reading(web("x"), Writer.UNKNOWN, Instant.parse(at), NONE, hours).meets(condition);
    }

    private static boolean meets(Condition condition, MessageReceived message) {
        return meets(condition, message, NONE);
    }

    private static boolean meets(Condition condition, MessageReceived message, Languages languages) {
        return new Reading(message, Writer.UNKNOWN, NOW, languages, Map.of()).meets(condition);
    }

    private static boolean meets(Condition condition, Writer writer) {
        return new Reading(web("x"), writer, NOW, NONE, Map.of()).meets(condition);
    }

    private static Condition says(String keyword, Part part) {
        return new Condition.Says(List.of(Keyword.of(keyword)), part);
    }

    private static TextPattern pattern(String literally) {
        return new TextPattern() {
            @Override
            public String written() {
                return literally;
            }

            @Override
            public boolean in(String text) {
                return text.contains(literally);
            }
        };
    }
}
