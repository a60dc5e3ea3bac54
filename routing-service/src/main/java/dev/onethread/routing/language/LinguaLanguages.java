package dev.onethread.routing.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import dev.onethread.routing.core.Languages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lingua in its low-accuracy mode: trigrams only, some 20 MB for these languages instead of hundreds. It is exact
/// enough from a dozen words on, and below that the channel's own tag is better than any guess. Loaded when a rule
/// first asks.
@ApplicationScoped
public class LinguaLanguages implements Languages {
    /// Below this a guess is worth less than what the channel says.
    private static final int LETTERS = 12;
    /// A longer text says nothing more about its language.
    private static final int READ = 1_000;

    private volatile @Nullable LanguageDetector detector;

    @Override
    public @Nullable String of(String text) {
        String beginning = text.length() > READ ? text.substring(0, READ) : text;
        if (beginning.chars().filter(Character::isLetter).count() < LETTERS) {
            return null;
        }
        Language language = detector().detectLanguageOf(beginning);
        return language == Language.UNKNOWN
                ? null
                : language.getIsoCode639_1().name().toLowerCase(Locale.ROOT);
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
