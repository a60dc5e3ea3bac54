package dev.onethread.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final String TYPE = "dev.onethread.CommandAnswered";
    private static final String VALUE = "{\"command\":\"6f3c9a3e-8d0b-4ae3-9f6b-1f9c8d2f0a11\"}";

    @Test
    void anEventComesBackFromItsBytes() throws Exception {
        Event event = new InboxChange.CommandAnswered(new CommandId(UUID.randomUUID()), "not-waiting");

        assertThat(Wire.read(Wire.type(event), "1", Wire.bytes(event))).isEqualTo(event);
    }

    @Test
    void aRecordWithoutVersionIsReadAsTheOnlyOneThereIs() throws Exception {
        assertThat(Wire.read(TYPE, null, VALUE.getBytes(UTF_8))).isInstanceOf(InboxChange.CommandAnswered.class);
    }

    @Test
    void aForeignOrMissingTypeIsRefused() {
        refused(null, "1", VALUE).hasMessageContaining("type header");
        refused("com.example.CommandAnswered", "1", VALUE).hasMessageContaining("type header");
        refused("dev.onethread.Unheard", "1", VALUE).hasMessageContaining("unknown event type");
    }

    @Test
    void aVersionThatWeDoNotKnowIsRefused() {
        refused(TYPE, "2", VALUE).hasMessageContaining("unknown version of CommandAnswered");
        refused(TYPE, "one", VALUE).hasMessageContaining("unknown version of CommandAnswered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "42", "\"text\"", "{", "{}{}", "\u0000\u0001", "<xml/>", "{\"command\":{}}"})
    void whatIsNoEventIsRefused(String value) {
        refused(TYPE, "1", value);
    }

    @Test
    void aRecordWithoutValueIsRefused() {
        assertThatThrownBy(() -> Wire.read(TYPE, "1", null)).isInstanceOf(Wire.Unreadable.class);
    }

    @Test
    void aNullInAListIsRefusedByTheListsName() {
        refused("dev.onethread.ConversationChanged", "1", """
                        {"conversation":"6f3c9a3e-8d0b-4ae3-9f6b-1f9c8d2f0a11","version":1,"entries":[null],"owners":[]}
                        """).hasMessageContaining("entries");
    }

    @Test
    void theReasonNamesTheFieldAndNeverRepeatsContent() {
        refused(TYPE, "1", "{\"command\":\"my secret\"}")
                .hasMessageContaining("command")
                .hasMessageNotContaining("secret");
        refused("dev.onethread.ConversationChanged", "1", """
                        {"conversation":"6f3c9a3e-8d0b-4ae3-9f6b-1f9c8d2f0a11","version":"my secret","entries":[],"owners":[]}
                        """)
                .hasMessageContaining("version")
                .hasMessageNotContaining("secret");
        refused(TYPE, "1", "secret").hasMessageNotContaining("secret");
    }

    @Test
    void deepNestingEndsInARefusalAndNotInAnOverflow() {
        refused(TYPE, "1", "{\"x\":" + "[".repeat(200_000));
    }

    @Test
    void everyEventBelongsToExactlyOneTopicOrIsADeadLetter() {
        for (Class<? extends Event> type : EventTypes.all()) {
            List<Topic> carriers = List.of(Topic.values()).stream()
                    .filter(topic -> topic.carries().isAssignableFrom(type))
                    .toList();
            assertThat(carriers).as(type.getSimpleName()).hasSize(type == Unhandled.class ? 0 : 1);
        }
    }

    @Test
    void anAddressKeyReadsBack() {
        for (Address address : List.of(
                Address.telegram(110201543L, -1001234L),
                Address.mail("Anna@Example.com"),
                Address.web(new Visitor("v:1")))) {
            assertThat(Address.parse(address.key())).isEqualTo(address);
        }
    }

    private static AbstractThrowableAssert<?, ?> refused(String type, String version, String value) {
        return assertThatThrownBy(() -> Wire.read(type, version, value.getBytes(UTF_8)))
                .isInstanceOf(Wire.Unreadable.class);
    }
}
