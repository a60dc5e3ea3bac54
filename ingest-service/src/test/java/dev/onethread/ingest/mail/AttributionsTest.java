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

    @ParameterizedTest(name = "{0}")
    @MethodSource("attributions")
    void aLineAboveWithoutABlankOneBetweenIsText(String line) {
        Replies.Split split =
                Replies.split("Thank you, that works.\n" + line.split("\t")[2] + "\n> Old words.\n> More.");
        assertThat(split.text()).isEqualTo("Thank you, that works.");
        assertThat(split.quoted()).contains("Old words.");
    }

    @Test
    void aLineIsBrokenWhereverItIs() {
        for (String broken : List.of(
                "Il giorno lunedì 3 giugno 2024, Anna Berg <anna@example.com> ha\nscritto:",
                "Anna Berg <anna@example.com> hat am\n03.06.2024 10:15 CEST geschrieben:",
                "In message <1@example.com>, Anna Berg\n<anna@example.com> writes:",
                "Am Mo., 3. Juni 2024 um 10:15 Uhr schrieb Anna Berg <\nanna@example.com>:")) {
            Replies.Split split = Replies.split("Ja, bitte.\n\n" + broken + "\n\n> Old words.");
            assertThat(split.text()).as(broken).isEqualTo("Ja, bitte.");
        }
    }

    @Test
    void aTextThatBeginsLikeAnIntroductionIsText() {
        Replies.Split split = Replies.split(
                "Am heutigen Tage\nAm Mo., 3. Juni 2024 um 10:15 Uhr schrieb Anna Berg <\nanna@example.com>:\n\n> Old words.");
        assertThat(split.text()).isEqualTo("Am heutigen Tage");
        String mine = "Hallo,\n\nВ понедельник, 3 июня 2024, в 10:15 я написала:\n\nЖду ответа.";
        assertThat(Replies.split(mine).text()).isEqualTo(mine);
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
