package dev.onethread.routing.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import dev.onethread.routing.core.Languages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// First the script: of a text in several, as where somebody names a product, only the words of the one that has most
/// letters are looked at. Then letters or small words that only one of the languages has; and where these say nothing,
/// Lingua in its
/// low-accuracy mode, which has trigrams only: some 20 MB for these languages instead of hundreds, and exact enough
/// from a few words on. What stays doubtful stays open: the channel's own tag is better than a guess. Lingua is
/// loaded when a rule first asks.
@ApplicationScoped
public class LinguaLanguages implements Languages {
    /// Letters below which even Lingua's sure guess is worth less than what the channel says.
    private static final int LETTERS = 10;
    /// A longer text says nothing more about its language.
    private static final int READ = 1_000;
    /// How much likelier the first language must be than the second.
    private static final double CLEAR = 0.02;

    private volatile @Nullable LanguageDetector detector;

    @Override
    public @Nullable String of(String text) {
        Words words = Words.of(text.length() > READ ? text.substring(0, READ) : text);
        if (words.letters() < LETTERS || words.count() < 2) {
            return null;
        }
        String told = words.cyrillic() ? CyrillicLetters.language(words.text()) : SmallWords.language(words.text());
        return told == null ? guess(words) : told;
    }

    private @Nullable String guess(Words words) {
        Map<Language, Double> confidences = detector().computeLanguageConfidenceValues(words.text());
        List<Map.Entry<Language, Double>> likely = new ArrayList<>(confidences.entrySet());
        Iterator<Map.Entry<Language, Double>> first = likely.iterator();
        if (!first.hasNext()) {
            return null;
        }
        Map.Entry<Language, Double> best = first.next();
        double second = first.hasNext() ? first.next().getValue() : 0;
        if (best.getKey() == Language.UNKNOWN || best.getValue() - second < CLEAR) {
            return null;
        }
        return best.getKey().getIsoCode639_1().name().toLowerCase(Locale.ROOT);
    }

    private synchronized LanguageDetector detector() {
        LanguageDetector ready = detector;
        if (ready == null) {
            ready = LanguageDetectorBuilder.fromLanguages(
                            Language.RUSSIAN, Language.UKRAINIAN, Language.KAZAKH, Language.ENGLISH, Language.GERMAN)
                    .withLowAccuracyMode()
                    .build();
            detector = ready;
        }
        return ready;
    }
}
