package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How mail programs introduce what they repeat, in the languages they do it in.
class AttributionsTest {
    static Stream<String> attributions() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(AttributionsTest.class.getResourceAsStream("/mail/attributions.txt"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream().filter(line -> !line.startsWith("#") && !line.isBlank());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attributions")
    void whatIsRepeatedIsFoldedAway(String line) {
        String introduction = line.split("\t")[2];
        for (String quoted : List.of("> Old words.\n> More of them.", "Old words.\n\nMore of them.")) {
            Replies.Split split = Replies.split("Yes, please.\nThe second line.\n\n" + introduction + "\n\n" + quoted);
            assertThat(split.text()).isEqualTo("Yes, please.\nThe second line.");
            assertThat(split.quoted()).contains("Old words.", "More of them.");
        }
    }

    @Test
    void whatPeopleWriteOfTimesAndAddressesIsText() {
        for (String said : List.of(
                "Please call me at 10:15 on 3 June 2024:\n\n+49 30 1234",
                "My address is anna@example.com:\n\nplease use it",
                "On Monday I wrote:\nnothing came of it")) {
            assertThat(Replies.split(said).text()).isEqualTo(said);
        }
    }
}
