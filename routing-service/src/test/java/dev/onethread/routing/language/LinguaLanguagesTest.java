package dev.onethread.routing.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinguaLanguagesTest {
    private final LinguaLanguages languages = new LinguaLanguages();

    private record Sentence(String language, boolean brief, String text) {}

    @Test
    void sentencesOfEveryLanguageAreRecognised() {
        List<Sentence> whole = sentences().stream().filter(s -> !s.brief()).toList();
        assertThat(whole.stream().map(Sentence::language).distinct().toList())
                .containsExactlyInAnyOrder("ru", "uk", "kk", "en", "de", "-");

        assertThat(mistaken(whole)).isEmpty();
    }

    /// Two to four words: saying nothing is honest there, saying something else is not.
    @Test
    void aFewWordsAreRecognisedOrLeftOpenButNotMistaken() {
        List<Sentence> brief = sentences().stream().filter(Sentence::brief).toList();

        List<String> wrong = mistaken(brief).stream()
                .filter(line -> !line.startsWith("null"))
                .toList();
        long open = brief.stream().filter(s -> languages.of(s.text()) == null).count();

        assertThat(wrong).isEmpty();
        assertThat(open).as("left open of %d", brief.size()).isLessThanOrEqualTo(brief.size() / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok, danke", "да", "hi", "так", "жоқ", "", "   ", "1 2 3", "Ω≈ç√∫˜µ≤≥÷"})
    void aWordIsNotEnoughForAGuess(String text) {
        assertThat(languages.of(text)).isNull();
    }

    @Test
    void whatIsWrittenInNoneOfTheLanguagesIsLeftOpen() {
        Set<String> guessed = new TreeSet<>();
        for (String text : List.of(
                "こんにちは、注文がまだ届いていません。どうなっていますか",
                "مرحبا، طلبي لم يصل بعد، ماذا حدث؟",
                "שלום, ההזמנה שלי עדיין לא הגיעה")) {
            guessed.add(String.valueOf(languages.of(text)));
        }
        assertThat(guessed).containsExactly("null");
    }

    private List<String> mistaken(List<Sentence> sentences) {
        List<String> mistaken = new ArrayList<>();
        for (Sentence sentence : sentences) {
            String guess = languages.of(sentence.text());
            if (!Objects.equals(guess == null ? "-" : guess, sentence.language())) {
                mistaken.add(guess + " for " + sentence.language() + ": " + sentence.text());
            }
        }
        return mistaken;
    }

    private static List<Sentence> sentences() {
        Path file = Path.of("src/test/resources/language/sentences.txt");
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.contains("|") && !line.startsWith("#"))
                    .map(line -> {
                        String[] parts = line.split("\\|", 2);
                        String language = parts[0].strip();
                        return new Sentence(language.replace("*", ""), language.endsWith("*"), parts[1].strip());
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
