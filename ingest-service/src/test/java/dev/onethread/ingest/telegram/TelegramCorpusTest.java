package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.AddressBlocked;
import dev.onethread.contracts.FromCustomer.AddressMoved;
import dev.onethread.contracts.FromCustomer.AddressUnblocked;
import dev.onethread.contracts.FromCustomer.ButtonPressed;
import dev.onethread.contracts.FromCustomer.MessageDeleted;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReacted;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Span;
import dev.onethread.contracts.Wire;
import dev.onethread.ingest.telegram.Reading.Ignored;
import dev.onethread.ingest.telegram.Reading.Piece;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Updates captured from life: what each of them is kept as. They stay outside of the project. What is expected
/// is told by the update's own fields, not by the reader's code.
class TelegramCorpusTest {
    private static final Path CORPUS = Path.of("../../shared/corpora/telegram.jsonl");
    private static final Path SCHEMA = Path.of("../../shared/corpora/telegram_botapi_10.2_schema.json");
    private static final Bot BOT = Bot.configured("shop", "700:secret");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The attachments that a field of a message must become.
    private static final Map<String, Attachment.Kind> KINDS = Map.ofEntries(
            Map.entry("photo", Attachment.Kind.IMAGE),
            Map.entry("video", Attachment.Kind.VIDEO),
            Map.entry("video_note", Attachment.Kind.VIDEO),
            Map.entry("animation", Attachment.Kind.VIDEO),
            Map.entry("voice", Attachment.Kind.VOICE),
            Map.entry("audio", Attachment.Kind.AUDIO),
            Map.entry("sticker", Attachment.Kind.STICKER),
            Map.entry("location", Attachment.Kind.LOCATION),
            Map.entry("venue", Attachment.Kind.LOCATION),
            Map.entry("contact", Attachment.Kind.CONTACT),
            Map.entry("poll", Attachment.Kind.POLL),
            Map.entry("dice", Attachment.Kind.OTHER),
            Map.entry("story", Attachment.Kind.OTHER),
            Map.entry("checklist", Attachment.Kind.OTHER),
            Map.entry("game", Attachment.Kind.OTHER),
            Map.entry("invoice", Attachment.Kind.OTHER),
            Map.entry("giveaway", Attachment.Kind.OTHER),
            Map.entry("gift", Attachment.Kind.OTHER),
            Map.entry("paid_media", Attachment.Kind.OTHER));

    @TestFactory
    Stream<DynamicTest> everyUpdateIsKeptAsWhatItIs() throws Exception {
        Assumptions.assumeTrue(Files.exists(CORPUS), "the corpus of Telegram updates is not here");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            JsonNode captured = JSON.readTree(line);
            tests.add(DynamicTest.dynamicTest(captured.path("id").asText(), () -> isKept(captured.path("update"))));
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests.stream();
    }

    /// Every kind of update that the Bot API names is asked for, and every kind of content has a reading.
    @Test
    void everyKindOfTheSchemaIsKnown() throws Exception {
        Assumptions.assumeTrue(Files.exists(SCHEMA), "the schema of the Bot API is not here");
        assertThat(RawGetUpdates.KINDS).containsAll(fields("Update", Set.of("update_id")));
        for (String field : fields("Message", Set.of())) {
            JsonNode message = JSON.readTree("{\"update_id\":1,\"message\":{\"message_id\":2,\"date\":3,"
                    + "\"chat\":{\"id\":4,\"type\":\"private\"},\"" + field + "\":" + sample(field) + "}}");
            Reading reading = UpdateReader.read(BOT, message, Instant.EPOCH);
            assertThat(reading).as(field).isInstanceOf(Understood.class);
            for (Piece piece : ((Understood) reading).pieces()) {
                assertThat(piece.unknown()).as(field).isFalse();
            }
        }
    }

    private static void isKept(JsonNode update) throws Exception {
        Reading reading = UpdateReader.read(BOT, update, Instant.EPOCH);
        List<String> kinds = new ArrayList<>();
        update.fieldNames().forEachRemaining(kinds::add);
        kinds.remove("update_id");
        switch (reading) {
            case Understood understood -> {
                for (Piece piece : understood.pieces()) {
                    FromCustomer event = piece.event();
                    assertThat(Wire.read(Wire.type(event), "1", Wire.bytes(event)))
                            .isEqualTo(event);
                    assertThat(event.id().value()).startsWith("telegram:700:");
                }
                isWhatItIs(update, understood, kinds);
            }
            case Ignored ignored ->
                assertThat(kinds).contains(ignored.what()).allMatch(kind -> kind.contains("channel"));
            case Refused refused -> {
                assertThat(refused.reason()).isNotBlank();
                assertThat(nobodys(update, kinds))
                        .as("%s: %s", refused.reason(), update)
                        .isTrue();
            }
        }
    }

    /// Only what has neither chat nor user, or belongs to a channel, may be refused (and is then kept in
    /// quarantine): there is nobody it could be shown under.
    private static boolean nobodys(JsonNode update, List<String> kinds) {
        JsonNode content = update.path(kinds.getFirst());
        boolean channel = content.path("chat").path("type").asText().equals("channel");
        boolean named = content.path("chat").has("id")
                || content.path("from").has("id")
                || content.path("user").has("id")
                || content.path("message").path("chat").has("id");
        return channel || !named;
    }

    private static void isWhatItIs(JsonNode update, Understood understood, List<String> kinds) {
        // Some captures hold several kinds at once, which the Bot API does not; the first of its list counts.
        String kind =
                RawGetUpdates.KINDS.stream().filter(kinds::contains).findFirst().orElse(kinds.getFirst());
        JsonNode content = update.path(kind);
        FromCustomer event = understood.event();
        assertThat(event.address().value()).startsWith("700:" + owner(content));
        if (kinds.size() > 1) {
            assertThat(understood.keepRaw()).isTrue();
        }
        switch (event) {
            case MessageReceived message -> isTheMessage(content, message);
            case MessageEdited edit -> {
                assertThat(kind).startsWith("edited_");
                assertThat(edit.channelMessage())
                        .isEqualTo(content.path("message_id").asText());
                assertThat(edit.body().text()).isEqualTo(words(content));
            }
            case MessageReacted reacted ->
                assertThat(reacted.reactions())
                        .hasSize(content.path("new_reaction").size());
            case ButtonPressed pressed ->
                assertThat(pressed.data()).isEqualTo(content.path("data").asText(""));
            case AddressBlocked blocked -> assertThat(kind).isEqualTo("my_chat_member");
            case AddressUnblocked unblocked -> assertThat(kind).isEqualTo("my_chat_member");
            case AddressMoved moved ->
                assertThat(moved.from().value())
                        .isEqualTo("700:" + content.path("migrate_from_chat_id").asText());
            case MessageDeleted deleted -> assertThat(kind).isEqualTo("deleted_business_messages");
            case UpdateKept kept -> {
                assertThat(understood.keepRaw()).isTrue();
                assertThat(kept.kind()).startsWith(kind);
                assertThat(words(content)).isEmpty();
                assertThat(KINDS.keySet()).noneMatch(content::has);
            }
            case FromCustomer.IdentityProved proved ->
                assertThat(content.path("contact").path("user_id"))
                        .isEqualTo(content.path("from").path("id"));
            case FromCustomer.ContinuationAsked asked -> throw new AssertionError("nobody asked for a link");
            case FromCustomer.DeliveryBounced bounced -> throw new AssertionError("Telegram has no bounces");
        }
    }

    private static void isTheMessage(JsonNode content, MessageReceived message) {
        assertThat(message.body().text()).isEqualTo(words(content));
        KINDS.forEach((field, kind) -> {
            if (content.has(field) && !content.path(field).isEmpty()) {
                assertThat(message.body().attachments()).as(field).anyMatch(thing -> thing.kind() == kind);
            }
        });
        if (content.has("document") && !content.has("animation")) {
            assertThat(message.body().attachments()).isNotEmpty();
        }
        for (JsonNode entity : content.path(content.has("text") ? "entities" : "caption_entities")) {
            List<Span> spans = message.body().spans();
            assertThat(spans)
                    .anyMatch(span -> span.from() == entity.path("offset").asInt()
                            && span.length() == entity.path("length").asInt());
        }
        var around = message.circumstances();
        assertThat(around == null ? null : around.album())
                .isEqualTo(content.path("media_group_id").asText(null));
        boolean forwarded = content.has("forward_origin") || content.has("forward_date");
        assertThat(around != null && around.origin() != null).isEqualTo(forwarded);
        boolean topicStart = content.path("is_topic_message").asBoolean()
                && content.path("reply_to_message").has("forum_topic_created");
        boolean answers = content.has("reply_to_message") && !topicStart;
        assertThat(message.replyTo() != null).isEqualTo(answers);
        boolean group = content.path("chat").path("type").asText().endsWith("group");
        assertThat(message.address().ofGroup())
                .isEqualTo(group && content.path("chat").path("id").asLong() < 0);
        assertThat(around != null && around.group() != null).isEqualTo(group);
    }

    private static String words(JsonNode content) {
        return content.path("text").asText(content.path("caption").asText(""));
    }

    private static String owner(JsonNode content) {
        for (JsonNode whose : List.of(
                content.path("chat"),
                content.path("message").path("chat"),
                content.path("from"),
                content.path("user"))) {
            if (whose.has("id")) {
                return whose.path("id").asText();
            }
        }
        return "";
    }

    private static List<String> fields(String type, Set<String> without) throws Exception {
        List<String> fields = new ArrayList<>();
        for (JsonNode section : JSON.readTree(SCHEMA.toFile()).path("items")) {
            for (JsonNode item : section.path("children")) {
                if (item.path("name").asText().equals(type)) {
                    item.path("annotations")
                            .forEach(field -> fields.add(field.path("name").asText()));
                }
            }
        }
        fields.removeAll(without);
        assertThat(fields).hasSizeGreaterThan(20);
        return fields;
    }

    private static String sample(String field) {
        return switch (field) {
            case "chat" -> "{\"id\":4,\"type\":\"private\"}";
            case "from" -> "{\"id\":4,\"first_name\":\"A\"}";
            case "message_id", "date", "edit_date" -> "2";
            case "text", "caption" -> "\"words\"";
            case "migrate_from_chat_id" -> "-5";
            case "giveaway_winners" -> "{\"winner_count\":2}";
            case "photo" -> "[{\"file_id\":\"f\",\"width\":1,\"height\":1}]";
            case "rich_message" -> "{\"blocks\":[{\"text\":\"words\"}]}";
            default -> field.endsWith("s") ? "[]" : "{\"id\":7}";
        };
    }
}
