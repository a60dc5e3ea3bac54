package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/// What is no file, in words an agent can read.
final class Things {
    private Things() {}

    static String location(JsonNode location) {
        return location.path("latitude").asText() + ", "
                + location.path("longitude").asText();
    }

    static String venue(JsonNode venue) {
        return joined(venue, "title", "address") + "\n" + location(venue.path("location"));
    }

    static String contact(JsonNode contact) {
        return joined(contact, "first_name", "last_name", "phone_number");
    }

    static String poll(JsonNode poll) {
        return listed(poll.path("question").asText(), poll.path("options"));
    }

    static String checklist(JsonNode checklist) {
        return listed(checklist.path("title").asText(), checklist.path("tasks"));
    }

    static String dice(JsonNode dice) {
        return dice.path("emoji").asText() + " " + dice.path("value").asText();
    }

    static String game(JsonNode game) {
        return joined(game, "title", "description");
    }

    private static String joined(JsonNode of, String... fields) {
        StringJoiner words = new StringJoiner(", ");
        for (String field : fields) {
            String value = Fields.text(of, field);
            if (value != null) {
                words.add(value);
            }
        }
        return words.toString();
    }

    private static String listed(String title, JsonNode items) {
        StringJoiner lines = new StringJoiner("\n- ");
        lines.add(title);
        items.forEach(item -> lines.add(item.path("text").asText()));
        return lines.toString();
    }
}
