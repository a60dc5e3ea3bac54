package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Span;
import java.util.ArrayList;
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
                .containsExactly(new Part("чек", List.of(file("a.pdf"), file("b.pdf"))));
    }

    @Test
    void filesThatGoTogetherAreAnAlbumOfAtMostTen() {
        List<Attachment> files = new ArrayList<>();
        IntStream.range(0, 12).forEach(i -> files.add(picture(i + ".jpg")));
        files.add(file("a.pdf"));
        files.add(voice("b.ogg"));
        files.add(voice("c.ogg"));
        assertThat(Parts.of(Channel.TELEGRAM, "", files))
                .extracting(part -> part.attachments().size())
                .containsExactly(10, 2, 1, 1, 1);
    }

    @Test
    void buttonsStandBelowTheLastWordsAndNeverAtAnAlbum() {
        Button yes = Button.choice(1, "Да");
        List<Part> album = Parts.of(
                Channel.TELEGRAM, "Какой?", List.of(), List.of(picture("1.jpg"), picture("2.jpg")), List.of(yes));
        assertThat(album).extracting(Part::text).containsExactly("", "Какой?");
        assertThat(album.getLast().buttons()).containsExactly(yes);
        List<Part> longText = Parts.of(Channel.TELEGRAM, "слово ".repeat(1000), List.of(), List.of(), List.of(yes));
        assertThat(longText).extracting(part -> part.buttons().size()).containsExactly(0, 1);
        assertThat(Parts.of(Channel.TELEGRAM, "Этот?", List.of(), List.of(picture("1.jpg")), List.of(yes)))
                .singleElement()
                .satisfies(part -> assertThat(part.buttons()).containsExactly(yes));
    }

    @Test
    void aFormIsCutWithItsTextAndALinkIsNotCutAtAll() {
        String words = "слово ".repeat(680);
        String text = words + "ссылка на наш магазин и ещё " + "слово ".repeat(500);
        int link = words.length();
        List<Span> spans = List.of(
                new Span(Span.Kind.BOLD, 0, text.length(), null),
                new Span(Span.Kind.LINK, link, 22, "https://shop.example/"));
        List<Part> parts = Parts.of(Channel.TELEGRAM, text, spans, List.of(), List.of());
        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst().spans())
                .containsExactly(
                        new Span(Span.Kind.BOLD, 0, parts.getFirst().text().length(), null));
        Span whole = parts.getLast().spans().getLast();
        assertThat(parts.getLast().text().substring(whole.from(), whole.end())).isEqualTo("ссылка на наш магазин ");
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

    private static Attachment picture(String name) {
        return Attachment.file(Attachment.Kind.IMAGE, name, "image/jpeg", new BlobRef("blob-" + name, "00", 3));
    }

    private static Attachment voice(String name) {
        return Attachment.file(Attachment.Kind.VOICE, name, "audio/ogg", new BlobRef("blob-" + name, "00", 3));
    }

    private static Attachment file(String name) {
        return Attachment.file(Attachment.Kind.DOCUMENT, name, "application/pdf", new BlobRef("blob-" + name, "00", 3));
    }
}
