package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.ingest.webchat.Frame.Garbage;
import dev.onethread.ingest.webchat.Frame.Hello;
import dev.onethread.ingest.webchat.Frame.Said;
import dev.onethread.ingest.webchat.Frame.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    @Test
    void aNewVisitorHasNoName() {
        assertThat(Frame.parse("{\"type\":\"hello\",\"visitor\":null,\"secret\":null,\"last\":0}"))
                .isEqualTo(new Hello(null, null, 0, new Proof.None()));
    }

    @Test
    void aKnownVisitorSaysWhatTheyHave() {
        assertThat(Frame.parse("{\"type\":\"hello\",\"visitor\":\"v\",\"secret\":\"s\",\"last\":12}"))
                .isEqualTo(new Hello("v", "s", 12, new Proof.None()));
    }

    @Test
    void aMessageHasTextAndUploads() {
        assertThat(Frame.parse("""
                {"type":"message","id":"a-1","text":"hi\\u0000","attachments":[{"upload":"u1"}]}""")).isEqualTo(new Said("a-1", "hi", List.of("u1"), false));
    }

    @Test
    void seenIsANumber() {
        assertThat(Frame.parse("{\"type\":\"seen\",\"seq\":4}")).isEqualTo(new Seen(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "hello",
                "[]",
                "{\"type\":\"base\"}",
                "{\"type\":{\"$gt\":\"\"}}",
                "{\"event\":\"base\"}",
                "{\"type\":\"hello\",\"visitor\":{\"$gt\":\"\"},\"secret\":\"s\"}",
                "{\"type\":\"hello\",\"visitor\":\"v\",\"secret\":0}",
                "{\"type\":\"hello\",\"visitor\":\"v\",\"secret\":true}",
                "{\"type\":\"hello\",\"visitor\":\"v\",\"secret\":[]}",
                "{\"type\":\"hello\",\"visitor\":\"v\"}",
                "{\"type\":\"message\",\"text\":\"no id\"}",
                "{\"type\":\"message\",\"id\":\"../../x\",\"text\":\"a\"}",
                "{\"type\":\"message\",\"id\":\"1\",\"text\":{\"a\":1}}",
                "{\"type\":\"seen\",\"seq\":\"1\"}",
                "{\"type\":\"seen\",\"seq\":1"
            })
    void anythingElseIsGarbage(String frame) {
        assertThat(Frame.parse(frame)).isInstanceOf(Garbage.class);
    }

    @Test
    void deepNestingIsGarbageNotAnOverflow() {
        assertThat(Frame.parse("{\"type\":\"message\",\"id\":\"1\",\"text\":" + "[".repeat(30_000)))
                .isInstanceOf(Garbage.class);
    }
}
