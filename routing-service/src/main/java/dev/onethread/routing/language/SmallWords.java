package dev.onethread.routing.language;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The small words that hold every sentence together. Trigrams alone take short English for German and the other way
/// round, whose letters are mostly alike; words that only one of them has tell them apart. Those both have (in, an,
/// so, was, will, die, am, all) are left out.
final class SmallWords {
    private static final Set<String> ENGLISH = Set.of(
            "the", "my", "is", "are", "i", "you", "your", "to", "of", "and", "for", "it", "this", "that", "not", "with",
            "have", "has", "had", "do", "does", "did", "can", "could", "would", "where", "when", "what", "how", "why",
            "please", "be", "on", "at", "we", "they", "but", "if", "from", "there", "thanks", "thank");

    private static final Set<String> GERMAN = Set.of(
            "der", "das", "den", "dem", "ein", "eine", "einen", "ich", "sie", "wir", "ihr", "mein", "meine", "meinen",
            "ist", "sind", "und", "nicht", "mit", "von", "zu", "für", "auf", "es", "wo", "wann", "wie", "warum",
            "bitte", "kann", "habe", "haben", "hat", "bei", "aber", "wenn", "noch", "nach", "mir", "mich", "danke");

    private SmallWords() {}

    /// One such word may be a name, or stand in a third language.
    private static final int ENOUGH = 2;

    /// @return null where too few tell, or about as many tell the one as the other
    static @Nullable String language(String text) {
        int english = 0;
        int german = 0;
        for (String word : text.split(" ")) {
            english += ENGLISH.contains(word) ? 1 : 0;
            german += GERMAN.contains(word) ? 1 : 0;
        }
        if (Math.abs(english - german) < ENOUGH) {
            return null;
        }
        return english > german ? "en" : "de";
    }
}
