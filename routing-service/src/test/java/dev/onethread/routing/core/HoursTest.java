package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.routing.core.Hours.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    @Test
    void aDeskIsOpenWithinTheIntervalsOfItsDayAndClosedBetweenThem() {
        Hours hours = daily(ALMATY, new Span(9 * 60, 13 * 60), new Span(14 * 60, 18 * 60));

        assertThat(hours.open(at(ALMATY, "2026-11-24T08:59:59"))).isFalse();
        assertThat(hours.open(at(ALMATY, "2026-11-24T09:00:00"))).isTrue();
        assertThat(hours.open(at(ALMATY, "2026-11-24T13:00:00"))).isFalse();
        assertThat(hours.open(at(ALMATY, "2026-11-24T14:30:00"))).isTrue();
        assertThat(hours.open(at(ALMATY, "2026-11-24T18:00:00"))).isFalse();
    }

    @Test
    void theNextChangeIsTheEndOfWhatIsOpenOrTheBeginningOfWhatComes() {
        Hours hours = weekdays(ALMATY, new Span(9 * 60, 13 * 60), new Span(14 * 60, 18 * 60));

        assertThat(hours.changesAt(at(ALMATY, "2026-11-24T08:00:00"))).isEqualTo(at(ALMATY, "2026-11-24T09:00:00"));
        assertThat(hours.changesAt(at(ALMATY, "2026-11-24T09:00:00"))).isEqualTo(at(ALMATY, "2026-11-24T13:00:00"));
        assertThat(hours.changesAt(at(ALMATY, "2026-11-24T13:10:00"))).isEqualTo(at(ALMATY, "2026-11-24T14:00:00"));
        assertThat(hours.changesAt(at(ALMATY, "2026-11-27T18:00:00"))).isEqualTo(at(ALMATY, "2026-11-30T09:00:00"));
    }

    @Test
    void intervalsThatMeetAreOne() {
        Hours hours = daily(ALMATY, new Span(0, 12 * 60), new Span(12 * 60, 20 * 60), new Span(22 * 60, Span.DAY));

        assertThat(hours.changesAt(at(ALMATY, "2026-11-24T23:00:00"))).isEqualTo(at(ALMATY, "2026-11-25T20:00:00"));
    }

    @Test
    void whatNeverClosesOrNeverOpensNeverChanges() {
        assertThat(daily(BERLIN, new Span(0, Span.DAY)).changesAt(at(BERLIN, "2026-10-24T12:00:00")))
                .isNull();
        assertThat(daily(BERLIN, new Span(0, Span.DAY)).open(at(BERLIN, "2026-10-25T02:30:00")))
                .isTrue();
        assertThat(daily(BERLIN).changesAt(at(BERLIN, "2026-10-24T12:00:00"))).isNull();
        assertThat(daily(BERLIN).open(at(BERLIN, "2026-10-24T12:00:00"))).isFalse();
    }

    @Test
    void aDateOfItsOwnStandsInsteadOfTheWeek() {
        TreeMap<LocalDate, List<Span>> dates = new TreeMap<>();
        dates.put(LocalDate.parse("2026-12-16"), List.of());
        dates.put(LocalDate.parse("2026-12-19"), List.of(new Span(10 * 60, 15 * 60)));
        Hours hours =
                new Hours(ALMATY, weekdays(ALMATY, new Span(9 * 60, 18 * 60)).week(), dates);

        assertThat(hours.open(at(ALMATY, "2026-12-16T12:00:00"))).isFalse();
        assertThat(hours.changesAt(at(ALMATY, "2026-12-15T18:00:00"))).isEqualTo(at(ALMATY, "2026-12-17T09:00:00"));
        // A Saturday that is worked.
        assertThat(hours.open(at(ALMATY, "2026-12-19T12:00:00"))).isTrue();
        assertThat(hours.open(at(ALMATY, "2026-12-19T16:00:00"))).isFalse();
    }

    @Test
    void aFarHolidayEndsWhatOtherwiseNeverCloses() {
        TreeMap<LocalDate, List<Span>> dates = new TreeMap<>();
        dates.put(LocalDate.parse("2027-01-01"), List.of());
        Hours hours = new Hours(BERLIN, daily(BERLIN, new Span(0, Span.DAY)).week(), dates);

        assertThat(hours.changesAt(at(BERLIN, "2026-06-01T12:00:00"))).isEqualTo(at(BERLIN, "2027-01-01T00:00:00"));
        assertThat(hours.changesAt(at(BERLIN, "2027-01-01T00:00:00"))).isEqualTo(at(BERLIN, "2027-01-02T00:00:00"));
        assertThat(hours.changesAt(at(BERLIN, "2027-01-02T00:00:00"))).isNull();
    }

    /// In Berlin the clock goes from 2:00 to 3:00 on 29 March 2026.
    @Test
    void anIntervalThatBeginsInTheHourLeftOutBeginsWhereTheClockGoesOn() {
        Instant jump = Instant.parse("2026-03-29T01:00:00Z");
        Hours hours = daily(BERLIN, new Span(2 * 60 + 30, 6 * 60));

        assertThat(hours.open(jump.minusSeconds(1))).isFalse();
        assertThat(hours.open(jump)).isTrue();
        assertThat(hours.changesAt(jump.minusSeconds(60))).isEqualTo(jump);
        assertThat(hours.changesAt(jump)).isEqualTo(at(BERLIN, "2026-03-29T06:00:00"));
    }

    @Test
    void anIntervalWithinTheHourLeftOutDoesNotComeThatDay() {
        Hours hours = daily(BERLIN, new Span(2 * 60, 3 * 60));

        assertThat(hours.open(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
        assertThat(hours.changesAt(at(BERLIN, "2026-03-28T12:00:00"))).isEqualTo(at(BERLIN, "2026-03-30T02:00:00"));
    }

    @Test
    void anIntervalAcrossTheHourLeftOutIsAnHourShorter() {
        Hours hours = daily(BERLIN, new Span(0, 8 * 60));

        Instant opened = at(BERLIN, "2026-03-29T00:00:00");
        assertThat(Duration.between(opened, hours.changesAt(opened))).isEqualTo(Duration.ofHours(7));
    }

    /// In Berlin the clock goes from 3:00 back to 2:00 on 25 October 2026.
    @Test
    void anIntervalThatEndsInTheRepeatedHourEndsWithItsSecondShowing() {
        Instant firstHalfPastTwo = Instant.parse("2026-10-25T00:30:00Z");
        Instant secondHalfPastTwo = Instant.parse("2026-10-25T01:30:00Z");
        Hours hours = daily(BERLIN, new Span(60, 2 * 60 + 30));

        assertThat(hours.open(firstHalfPastTwo)).isTrue();
        assertThat(hours.open(secondHalfPastTwo.minusSeconds(1))).isTrue();
        assertThat(hours.open(secondHalfPastTwo)).isFalse();
        assertThat(hours.changesAt(firstHalfPastTwo)).isEqualTo(secondHalfPastTwo);
    }

    @Test
    void anIntervalThatBeginsInTheRepeatedHourBeginsWithItsFirstShowing() {
        Hours hours = daily(BERLIN, new Span(2 * 60 + 30, 5 * 60));

        assertThat(hours.changesAt(Instant.parse("2026-10-25T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(hours.open(Instant.parse("2026-10-25T01:10:00Z"))).isTrue();
        assertThat(Duration.between(Instant.parse("2026-10-25T00:30:00Z"), at(BERLIN, "2026-10-25T05:00:00")))
                .isEqualTo(Duration.ofMinutes(210));
    }

    /// In Havana the clock goes from 1:00 back to 0:00, so a date shows its midnight twice.
    @Test
    void aDayThatEndsAtMidnightDoesNotReachIntoARepeatedMidnight() {
        ZoneId havana = ZoneId.of("America/Havana");
        Map<DayOfWeek, List<Span>> saturday = Map.of(DayOfWeek.SATURDAY, List.of(new Span(20 * 60, Span.DAY)));
        Hours hours = new Hours(havana, saturday, new TreeMap<>());

        assertThat(hours.changesAt(Instant.parse("2026-11-01T03:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-01T04:00:00Z"));
    }

    /// In Beirut the clock goes from 0:00 to 1:00, so a date has no midnight.
    @Test
    void aDateWithoutMidnightBeginsWhereItsClockBegins() {
        ZoneId beirut = ZoneId.of("Asia/Beirut");
        Instant begins = LocalDate.parse("2026-03-29").atStartOfDay(beirut).toInstant();
        Hours hours = new Hours(
                beirut, Map.of(DayOfWeek.SUNDAY, List.of(new Span(0, 30), new Span(120, 180))), new TreeMap<>());

        assertThat(begins.atZone(beirut).getHour()).isEqualTo(1);
        assertThat(hours.open(begins)).isFalse();
        assertThat(hours.changesAt(begins)).isEqualTo(at(beirut, "2026-03-29T02:00:00"));
    }

    /// Whatever the clock does, `changesAt` names exactly the instants between which `open` differs.
    @Test
    void openAndChangesAtAgreeMinuteByMinuteThroughAYear() {
        for (ZoneId zone : List.of(BERLIN, ALMATY, ZoneId.of("America/Havana"), ZoneId.of("Australia/Lord_Howe"))) {
            Hours hours = weekdays(zone, new Span(0, 2 * 60 + 15), new Span(2 * 60 + 45, 9 * 60), new Span(1380, 1440));
            Instant at = LocalDate.parse("2026-01-01").atStartOfDay(zone).toInstant();
            Instant end = LocalDate.parse("2027-01-01").atStartOfDay(zone).toInstant();
            Instant change = hours.changesAt(at);
            boolean open = hours.open(at);
            while (at.isBefore(end)) {
                at = at.plusSeconds(900);
                boolean now = hours.open(at);
                if (now != open) {
                    assertThat(change).as("%s %s", zone, at).isEqualTo(at);
                    open = now;
                    change = hours.changesAt(at);
                }
            }
        }
    }

    @Test
    void intervalsOfADayAreInOrderAndDoNotOverlap() {
        assertThatThrownBy(() -> new Span(60, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(0, Span.DAY + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> daily(BERLIN, new Span(0, 61), new Span(60, 90)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Hours daily(ZoneId zone, Span... spans) {
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(spans));
        }
        return new Hours(zone, week, new TreeMap<>());
    }

    private static Hours weekdays(ZoneId zone, Span... spans) {
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(daily(zone, spans).week());
        week.remove(DayOfWeek.SATURDAY);
        week.remove(DayOfWeek.SUNDAY);
        return new Hours(zone, week, new TreeMap<>());
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}
