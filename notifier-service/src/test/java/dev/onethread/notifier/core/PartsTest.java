package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void aShortTextIsOnePart() {
        assertThat(Parts.of(Channel.TELEGRAM, "Добрый день", List.of()))
                .containsExactly(new Part("Добрый день", List.of()));
    }

    @Test
    void aLongTextIsCutBetweenParagraphsFirst() {
        String paragraph = "а".repeat(2500);
        assertThat(texts(paragraph + "\n\n" + paragraph)).containsExactly(paragraph, paragraph);
    }

    @Test
    void thenBetweenSentencesAndTheirMarkStays() {
        String sentence = "б".repeat(2600) + ".";
        assertThat(texts(sentence + " " + sentence)).containsExactly(sentence, sentence);
    }

    @Test
    void thenBetweenWordsAndNoWordIsLost() {
        String words = IntStream.range(0, 2000).mapToObj(i -> "слово" + i).collect(Collectors.joining(" "));
        List<String> pieces = texts(words);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(4096));
        assertThat(String.join(" ", pieces)).isEqualTo(words);
    }

    @Test
    void aBorderNearTheBeginningIsNoReasonForAStump() {
        assertThat(texts("Да.\n\n" + "в".repeat(5000)).getFirst()).hasSizeGreaterThan(4000);
    }

    @Test
    void nothingThatIsSeenAsOneCharacterIsTornApart() {
        for (int shift = 0; shift < 12; shift++) {
            List<String> pieces = texts("x".repeat(shift) + FAMILY.repeat(800));
            assertThat(String.join("", pieces)).isEqualTo("x".repeat(shift) + FAMILY.repeat(800));
            assertThat(pieces).allSatisfy(piece -> {
                assertThat(piece.length()).isLessThanOrEqualTo(4096);
                assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
                assertThat(piece).endsWith("👦");
            });
        }
    }

    @Test
    void aLimitOfExactly4096IsKept() {
        assertThat(texts("г".repeat(4096))).hasSize(1);
        assertThat(texts("г".repeat(4097))).hasSize(2);
    }

    @Test
    void aShortTextIsTheFirstFilesCaption() {
        assertThat(Parts.of(Channel.TELEGRAM, "чек", List.of(file("a.pdf"), file("b.pdf"))))
                .containsExactly(new Part("чек", List.of(file("a.pdf"))), new Part("", List.of(file("b.pdf"))));
    }

    @Test
    void aTextThatIsTooLongForACaptionGoesBeforeTheFile() {
        String text = "д".repeat(1025);
        assertThat(Parts.of(Channel.TELEGRAM, text, List.of(file("a.pdf"))))
                .containsExactly(new Part(text, List.of()), new Part("", List.of(file("a.pdf"))));
    }

    @Test
    void aMailIsOnePartHoweverLong() {
        assertThat(Parts.of(Channel.MAIL, "е".repeat(50_000), List.of(file("a.pdf"))))
                .hasSize(1);
    }

    @Test
    void nothingToSayIsNoPart() {
        Attachment gone = new Attachment(
                Attachment.Kind.DOCUMENT, "gone.pdf", "application/pdf", null, "never fetched", null, null);
        for (Channel channel : Channel.values()) {
            assertThat(Parts.of(channel, " \n ", List.of(gone))).isEmpty();
        }
    }

    private static List<String> texts(String text) {
        return Parts.of(Channel.TELEGRAM, text, List.of()).stream()
                .map(Part::text)
                .toList();
    }

    private static Attachment file(String name) {
        return Attachment.file(Attachment.Kind.DOCUMENT, name, "application/pdf", new BlobRef("blob-" + name, "00", 3));
    }
}
