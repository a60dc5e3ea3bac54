package dev.onethread.routing.core;

import dev.onethread.contracts.Setting.OpenTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// When a desk works: several intervals for each day of the week by the clock of its zone, and for single
/// dates others in their stead (none: closed). An interval that begins in the hour the clock leaves out
/// begins where the clock goes on; one that touches the hour the clock shows twice runs from the first
/// showing of its beginning to the last of its end, so that it is never interrupted.
public record Hours(ZoneId zone, Map<DayOfWeek, List<Span>> week, NavigableMap<LocalDate, List<Span>> dates) {
    /// Without any change in so many days after the last exception there is none: every week is alike then,
    /// save for the changes of the clock.
    private static final int LOOK_AHEAD = 15;

    public Hours {
        Map<DayOfWeek, List<Span>> days = new TreeMap<>();
        week.forEach((day, spans) -> days.put(day, sorted(spans)));
        week = Map.copyOf(days);
        NavigableMap<LocalDate, List<Span>> single = new TreeMap<>();
        dates.forEach((date, spans) -> single.put(date, sorted(spans)));
        dates = Collections.unmodifiableNavigableMap(single);
    }

    /// An interval of one day in minutes after midnight, `from` included and `to` (at most 1440, midnight)
    /// not.
    public record Span(int from, int to) {
        /// Minutes of a day by the clock.
        public static final int DAY = 24 * 60;

        public Span {
            if (from < 0 || from >= to || to > DAY) {
                throw new IllegalArgumentException("an interval begins before it ends, within one day");
            }
        }
    }

    private record Interval(Instant from, Instant to) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    public boolean open(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (LocalDate date = today.minusDays(1); !date.isAfter(today.plusDays(1)); date = date.plusDays(1)) {
            for (Span span : spans(date)) {
                if (interval(date, span).holds(at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The next instant after `at` at which a closed desk opens or an open one closes; null where that never
    /// happens.
    public @Nullable Instant changesAt(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        LocalDate last = dates.isEmpty() || dates.lastKey().isBefore(today) ? today : dates.lastKey();
        Instant end = open(at) ? at : null;
        for (LocalDate date = today.minusDays(1); !date.isAfter(last.plusDays(LOOK_AHEAD)); date = date.plusDays(1)) {
            for (Interval interval : intervals(date)) {
                if (end == null && interval.from().isAfter(at)) {
                    return interval.from();
                }
                if (end != null && interval.from().isAfter(end)) {
                    return end;
                }
                if (end != null && interval.to().isAfter(end)) {
                    end = interval.to();
                }
            }
        }
        // Open until the edge of what was looked at: it never closes.
        LocalDate edge = last.plusDays(LOOK_AHEAD);
        return end == null || !end.isBefore(edge.atStartOfDay(zone).toInstant()) ? null : end;
    }

    /// The intervals between two instants, the first and the last cut off there.
    public List<OpenTime> opens(Instant from, Instant until) {
        List<OpenTime> opens = new ArrayList<>();
        Instant at = open(from) ? from : changesAt(from);
        while (at != null && at.isBefore(until)) {
            Instant closes = changesAt(at);
            Instant end = closes == null || closes.isAfter(until) ? until : closes;
            opens.add(new OpenTime(at, end));
            at = end.equals(until) ? null : changesAt(end);
        }
        return opens;
    }

    private List<Interval> intervals(LocalDate date) {
        List<Interval> intervals = new ArrayList<>();
        for (Span span : spans(date)) {
            Interval interval = interval(date, span);
            if (interval.from().isBefore(interval.to())) {
                intervals.add(interval);
            }
        }
        return intervals;
    }

    private List<Span> spans(LocalDate date) {
        List<Span> single = dates.get(date);
        return single != null ? single : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private Interval interval(LocalDate date, Span span) {
        Instant to =
                span.to() == Span.DAY ? date.plusDays(1).atStartOfDay(zone).toInstant() : shown(date, span.to(), true);
        return new Interval(shown(date, span.from(), false), to);
    }

    /// The instant at which the clock shows so many minutes of a date, the first or the last one; where the
    /// clock leaves them out, the instant at which it goes on.
    private Instant shown(LocalDate date, int minute, boolean last) {
        LocalDateTime time = date.atTime(LocalTime.ofSecondOfDay(minute * 60L));
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(time);
        if (transition == null) {
            return time.toInstant(rules.getOffset(time));
        }
        if (transition.isGap()) {
            return transition.getInstant();
        }
        return time.toInstant(last ? transition.getOffsetAfter() : transition.getOffsetBefore());
    }

    private static List<Span> sorted(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparingInt(Span::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).from() < sorted.get(i - 1).to()) {
                throw new IllegalArgumentException("intervals of one day do not overlap");
            }
        }
        return sorted;
    }
}
