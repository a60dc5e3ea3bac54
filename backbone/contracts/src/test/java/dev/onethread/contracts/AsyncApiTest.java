package dev.onethread.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The document is read by people and by other teams' tools; what it says must be what the code does.
class AsyncApiTest {
    private final JsonNode document = read();

    @Test
    void itNamesEveryTopicWithHowLongItIsKept() {
        JsonNode channels = document.path("channels");
        assertThat(channels.size()).isEqualTo(Topic.values().length + 1);
        for (Topic topic : Topic.values()) {
            JsonNode channel = channels.path(topic.name());
            assertThat(channel.path("address").asText()).isEqualTo(topic.title());
            assertThat(channel.path("x-positioned").asBoolean()).isEqualTo(topic.positioned());
            assertThat(channel.at("/bindings/kafka/topicConfiguration/retention.ms")
                            .asLong())
                    .isEqualTo(topic.kept().millis());
            assertThat(channel.path("x-key").asText()).isNotBlank();
        }
    }

    @Test
    void itGivesEachTopicTheEventsItCarries() {
        for (Topic topic : Topic.values()) {
            List<String> expected = EventTypes.all().stream()
                    .filter(topic.carries()::isAssignableFrom)
                    .map(Class::getSimpleName)
                    .toList();
            assertThat(names(document.path("channels").path(topic.name()).path("messages")))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void itGivesEachEventItsFieldsAndWhichOfThemAreRequired() {
        for (Class<? extends Event> type : EventTypes.all()) {
            JsonNode message = document.at("/components/messages").path(type.getSimpleName());
            assertThat(message.path("name").asText()).isEqualTo(Wire.TYPE_PREFIX + type.getSimpleName());
            assertThat(message.path("x-version").asInt()).isEqualTo(EventTypes.versionOf(type));
            JsonNode schema = resolve(message.path("payload"));
            assertThat(names(schema.path("properties")))
                    .as(type.getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
            assertThat(texts(schema.path("required")))
                    .as("required of %s", type.getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                            .filter(component -> !Shapes.optional(component))
                            .map(RecordComponent::getName)
                            .toList());
        }
    }

    @Test
    void itIsInEveryDetailWhatTheCodeStandsFor() throws IOException {
        assertThat(AsyncApi.YAML.writeValueAsString(document).lines())
                .containsExactlyElementsOf(AsyncApi.YAML
                        .writeValueAsString(AsyncApi.document())
                        .lines()
                        .toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).isNotEmpty();
        for (JsonNode reference : references) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(document.at(node.path("$ref").asText().substring(1))) : node;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read() {
        try {
            return AsyncApi.YAML.readTree(AsyncApi.FILE.toFile());
        } catch (IOException e) {
            throw new IllegalStateException("asyncapi.yaml is not there to compare", e);
        }
    }
}
