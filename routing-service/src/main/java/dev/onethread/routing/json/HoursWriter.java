package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.Hours.Span;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;

/// Writes a desk's hours so that [HoursReader] reads the same.
public final class HoursWriter {
    private HoursWriter() {}

    public static ObjectNode write(DeskHours desk) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("zone", desk.hours().zone().getId());
        ObjectNode week = node.putObject("week");
        for (DayOfWeek day : DayOfWeek.values()) {
            spans(
                    week.putArray(day.name().toLowerCase(Locale.ROOT)),
                    desk.hours().week().getOrDefault(day, List.of()));
        }
        ObjectNode dates = node.putObject("dates");
        desk.hours().dates().forEach((date, spans) -> spans(dates.putArray(date.toString()), spans));
        ObjectNode outside = node.putObject("outside");
        switch (desk.outside()) {
            case DeskHours.Queue() -> outside.put("do", "queue");
            case DeskHours.Notice() -> outside.put("do", "notice");
            case DeskHours.Overflow(var to) -> outside.put("do", "overflow").put("desk", to.value());
        }
        return node;
    }

    private static void spans(ArrayNode node, List<Span> spans) {
        for (Span span : spans) {
            node.addObject().put("from", time(span.from())).put("to", time(span.to()));
        }
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
