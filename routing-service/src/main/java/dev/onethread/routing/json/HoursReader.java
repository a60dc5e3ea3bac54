package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.Hours;
import dev.onethread.routing.core.Hours.Span;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a desk's hours: `{"zone": "Asia/Almaty", "week": {"monday": [{"from": "09:00", "to": "18:00"}]}, "dates":
/// {"2027-01-01": []}, "outside": {"do": "overflow", "desk": "night"}}`. `24:00` is the end of a day.
public final class HoursReader {
    private static final int INTERVALS = 10;
    private static final int DATES = 400;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
    private static final Set<String> FIELDS = Set.of("zone", "week", "dates", "outside", "open", "changesAt");
    private static final Set<String> DAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private final Names names;
    private final Faults faults;

    public HoursReader(Names names, Faults faults) {
        this.names = names;
        this.faults = faults;
    }

    /// @param desk whose hours these are; it cannot overflow to itself
    /// @return null where they are none; why stands among the faults
    public @Nullable DeskHours read(JsonNode json, DeskId desk) {
        Written written = Written.root(json, faults);
        if (!written.isObject(FIELDS)) {
            return null;
        }
        ZoneId zone = zone(written.at("zone"));
        Map<DayOfWeek, List<Span>> week = week(written.at("week"));
        NavigableMap<LocalDate, List<Span>> dates = written.has("dates") ? dates(written.at("dates")) : new TreeMap<>();
        DeskHours.Outside outside =
                written.has("outside") ? outside(written.at("outside"), desk) : new DeskHours.Queue();
        return zone == null || outside == null || !faults.none()
                ? null
                : new DeskHours(new Hours(zone, week, dates), outside);
    }

    private static @Nullable ZoneId zone(Written written) {
        String zone = written.text(60);
        if (zone == null) {
            return null;
        }
        try {
            // An offset would be right half the year only, wherever the clock is changed.
            if (ZoneId.getAvailableZoneIds().contains(zone)) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException _) {
            // Told below, as any name that is none.
        }
        written.fault("zone-unknown", "a time zone such as Europe/Berlin");
        return null;
    }

    private static Map<DayOfWeek, List<Span>> week(Written written) {
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
        if (!written.isObject(DAYS)) {
            return week;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (written.has(name)) {
                week.put(day, spans(written.at(name)));
            }
        }
        return week;
    }

    private static NavigableMap<LocalDate, List<Span>> dates(Written written) {
        NavigableMap<LocalDate, List<Span>> dates = new TreeMap<>();
        List<String> fields = written.fields();
        if (!written.isObject(Set.copyOf(fields))) {
            return dates;
        }
        if (fields.size() > DATES) {
            written.fault("too-many", "at most " + DATES + " dates");
            return dates;
        }
        for (String field : fields) {
            Written spans = written.at(field);
            try {
                LocalDate date = LocalDate.parse(field);
                if (date.getYear() < 2000 || date.getYear() > 2200) {
                    spans.fault("date-malformed", "a date of this century or the next");
                }
                dates.put(date, spans(spans));
            } catch (DateTimeParseException _) {
                spans.fault("date-malformed", "a date such as 2027-01-01");
            }
        }
        return dates;
    }

    private static List<Span> spans(Written written) {
        List<Span> spans = written.list(INTERVALS, HoursReader::span);
        int end = -1;
        for (Span span : spans.stream().sorted((a, b) -> a.from() - b.from()).toList()) {
            if (span.from() < end) {
                written.fault("intervals-overlap", "intervals of one day do not overlap");
                return List.of();
            }
            end = span.to();
        }
        return spans;
    }

    private static @Nullable Span span(Written written) {
        if (!written.isObject(Set.of("from", "to"))) {
            return null;
        }
        Integer from = minute(written.at("from"));
        Integer to = minute(written.at("to"));
        if (from == null || to == null) {
            return null;
        }
        if (from >= to) {
            written.fault("to", "out-of-order", "an interval ends after it begins; one over midnight is two");
            return null;
        }
        return new Span(from, to);
    }

    private static @Nullable Integer minute(Written written) {
        String time = written.text(10);
        if (time == null) {
            return null;
        }
        Matcher matcher = TIME.matcher(time);
        if (!matcher.matches()) {
            written.fault("time-malformed", "a time such as 09:30, at most 24:00");
            return null;
        }
        return matcher.group(1) == null
                ? Span.DAY
                : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    }

    private DeskHours.@Nullable Outside outside(Written written, DeskId of) {
        if (!written.isObject(Set.of("do", "desk"))) {
            return null;
        }
        String what = written.at("do").text(20);
        if (what != null && !what.equals("overflow") && written.has("desk")) {
            written.fault("desk", "field-unknown", "only an overflow names a desk");
        }
        return switch (what) {
            case null -> null;
            case "queue" -> new DeskHours.Queue();
            case "notice" -> new DeskHours.Notice();
            case "overflow" -> {
                DeskId desk = RuleReader.desk(written.at("desk"), names);
                if (of.equals(desk)) {
                    written.fault("desk", "overflows-to-itself", "another desk");
                }
                yield desk == null ? null : new DeskHours.Overflow(desk);
            }
            default -> {
                written.fault("do", "outside-unknown", "queue, overflow or notice");
                yield null;
            }
        };
    }
}
