package dev.onethread.routing.language;

import org.jspecify.annotations.Nullable;

/// Letters that one of the languages has and the others do not (і stands in Ukrainian and in Kazakh).
final class CyrillicLetters {
    private static final String KAZAKH = "әғқңөұүһ";
    private static final String UKRAINIAN = "їєґ";
    private static final String RUSSIAN_AND_KAZAKH = "ыэъё";

    private CyrillicLetters() {}

    /// @return null where no letter tells, or where they tell different things
    static @Nullable String language(String text) {
        int kazakh = count(text, KAZAKH);
        int ukrainian = count(text, UKRAINIAN);
        int eastern = count(text, RUSSIAN_AND_KAZAKH);
        int i = count(text, "і");
        if (kazakh > 0) {
            return ukrainian == 0 ? "kk" : null;
        }
        if (ukrainian > 0) {
            return eastern == 0 ? "uk" : null;
        }
        if (i > 0) {
            return eastern == 0 ? "uk" : "kk";
        }
        return eastern > 0 ? "ru" : null;
    }

    private static int count(String text, String letters) {
        return (int) text.chars().filter(letter -> letters.indexOf(letter) >= 0).count();
    }
}
