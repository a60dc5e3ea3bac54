package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.Card.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is no file, as a card and in words an agent can read.
final class Things {
    /// The fields of a message that are content without being a file, with what they become.
    private static final List<Field> FIELDS = List.of(
            new Field("contact", Things::contact),
            new Field("poll", (message, poll) -> poll(poll)),
            new Field("dice", (message, dice) -> dice(dice)),
            new Field("game", (message, game) -> titled(Card.Kind.GAME, game, "title", "description")),
            new Field("checklist", (message, checklist) -> checklist(checklist)),
            new Field("story", (message, story) -> Card.of(Card.Kind.STORY, Names.of(story.path("chat")), null)),
            new Field("paid_media", (message, media) -> Card.of(Card.Kind.PAID, null, stars(media, "star_count"))),
            new Field("invoice", (message, invoice) -> priced(Card.Kind.INVOICE, invoice)),
            new Field("successful_payment", (message, payment) -> priced(Card.Kind.PAYMENT, payment)),
            new Field("refunded_payment", (message, payment) -> priced(Card.Kind.PAYMENT, payment)),
            new Field("gift", (message, gift) -> gift(gift)),
            new Field("unique_gift", (message, gift) -> gift(gift)),
            new Field("giveaway", (message, giveaway) -> giveaway(giveaway)),
            new Field("giveaway_winners", (message, giveaway) -> giveaway(giveaway)),
            new Field("web_app_data", (message, data) -> titled(Card.Kind.OTHER, data, "button_text", "data")));

    private Things() {}

    private interface Made {
        Card of(JsonNode message, JsonNode thing);
    }

    private record Field(String name, Made made) {}

    /// A card with the field it was made of.
    record Thing(String field, Card card) {}

    static List<Thing> of(JsonNode message) {
        List<Thing> things = new ArrayList<>();
        if (message.path("venue").isObject()) {
            JsonNode venue = message.path("venue");
            things.add(new Thing("location", place(venue.path("location"), venue)));
        } else if (message.path("location").isObject()) {
            things.add(new Thing("location", place(message.path("location"), message.path("venue"))));
        }
        for (Field field : FIELDS) {
            JsonNode thing = message.path(field.name);
            if (thing.isObject()) {
                things.add(new Thing(field.name, field.made.of(message, thing)));
            }
        }
        return things;
    }

    /// The same in words, for whoever shows no cards.
    static @Nullable String words(Card card) {
        StringJoiner lines = new StringJoiner("\n");
        String first = Stream.of(card.title(), card.text(), card.phone())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(card.kind() == Card.Kind.DICE ? " " : ", "));
        if (!first.isEmpty()) {
            lines.add(first);
        }
        if (card.latitude() != null) {
            lines.add(card.latitude() + ", " + card.longitude());
        }
        card.lines().forEach(line -> lines.add("- " + line.text()));
        return lines.length() == 0 ? null : lines.toString();
    }

    private static Card place(JsonNode location, JsonNode venue) {
        return new Card(
                Card.Kind.PLACE,
                Fields.text(venue, "title"),
                Fields.text(venue, "address"),
                degrees(location, "latitude"),
                degrees(location, "longitude"),
                null,
                false,
                false,
                List.of());
    }

    private static @Nullable String degrees(JsonNode location, String field) {
        JsonNode value = location.path(field);
        return value.isNumber() ? value.asText() : null;
    }

    /// Telegram names the contact's own id where it knows one. Only a person who sends their own card, which a
    /// client does when asked for the number, proves that it is theirs.
    private static Card contact(JsonNode message, JsonNode contact) {
        String person = Fields.idText(contact, "user_id");
        String sender = Fields.idText(message.path("from"), "id");
        boolean forwarded = message.has("forward_origin") || message.has("forward_date");
        return new Card(
                Card.Kind.PERSON,
                Names.of(contact),
                null,
                null,
                null,
                Fields.text(contact, "phone_number"),
                person != null && person.equals(sender) && !forwarded,
                false,
                List.of());
    }

    private static Card poll(JsonNode poll) {
        List<Line> options = new ArrayList<>();
        int number = 0;
        for (JsonNode option : poll.path("options")) {
            options.add(new Line(said(option, "text"), count(option, "voter_count"), isRight(poll, number++)));
        }
        return new Card(
                Card.Kind.POLL,
                said(poll, "question"),
                Fields.text(poll, "description"),
                null,
                null,
                null,
                false,
                poll.path("is_closed").asBoolean(),
                options);
    }

    private static boolean isRight(JsonNode poll, int number) {
        for (JsonNode right : poll.path("correct_option_ids")) {
            if (right.asInt(-1) == number) {
                return true;
            }
        }
        return poll.path("correct_option_id").asInt(-1) == number;
    }

    private static Card dice(JsonNode dice) {
        return Card.of(
                Card.Kind.DICE,
                Fields.text(dice, "emoji"),
                Wording.clean(dice.path("value").asText("")));
    }

    private static Card checklist(JsonNode checklist) {
        List<Line> tasks = new ArrayList<>();
        for (JsonNode task : checklist.path("tasks")) {
            boolean done = task.path("completed_by_user").isObject()
                    || task.path("completed_by_chat").isObject()
                    || Fields.size(task, "completion_date") > 0;
            tasks.add(new Line(said(task, "text"), null, done));
        }
        return Card.of(Card.Kind.CHECKLIST, said(checklist, "title"), null, tasks);
    }

    private static Card gift(JsonNode gift) {
        JsonNode inside = gift.path("gift");
        String name = Fields.text(inside, "base_name");
        String emoji = Fields.text(inside.path("sticker"), "emoji");
        String words = Fields.text(gift, "text");
        String title = name != null ? name : emoji;
        return Card.of(Card.Kind.GIFT, title, words != null ? words : stars(inside, "star_count"));
    }

    private static Card giveaway(JsonNode giveaway) {
        List<Line> winners = new ArrayList<>();
        giveaway.path("winners").forEach(winner -> winners.add(new Line(orEmpty(Names.of(winner)), null, true)));
        String prize = Fields.text(giveaway, "prize_description");
        return Card.of(
                Card.Kind.GIVEAWAY,
                prize != null ? prize : stars(giveaway, "prize_star_count"),
                Fields.idText(giveaway, "winner_count"),
                winners);
    }

    private static Card priced(Card.Kind kind, JsonNode of) {
        String title = Fields.text(of, "title");
        long amount = Fields.size(of, "total_amount");
        String currency = Fields.text(of, "currency");
        // Amounts are in the currency's smallest unit; how many of them make one is not said, so none is divided.
        String price = amount < 0 || currency == null ? null : amount + " " + currency;
        return Card.of(kind, title, price);
    }

    private static Card titled(Card.Kind kind, JsonNode of, String title, String text) {
        return Card.of(kind, Fields.text(of, title), Fields.text(of, text));
    }

    private static @Nullable String stars(JsonNode of, String field) {
        long stars = Fields.size(of, field);
        return stars < 0 ? null : stars + " ⭐";
    }

    private static @Nullable Long count(JsonNode of, String field) {
        long count = Fields.size(of, field);
        return count < 0 ? null : count;
    }

    private static String said(JsonNode of, String field) {
        return orEmpty(Fields.text(of, field));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
