package dev.onethread.routing.language;

import java.util.Locale;
import java.util.regex.Pattern;

/// The words of a text that are written in its main script, Cyrillic or another, without addresses and numbers.
record Words(String text, int count, int letters, boolean cyrillic) {
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://|www\\.)\\S+|\\S+@\\S+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}'’]+");

    static Words of(String written) {
        String[] words = BETWEEN.split(ADDRESS.matcher(written).replaceAll(" ").toLowerCase(Locale.ROOT));
        int cyrillic = letters(words, true);
        int other = letters(words, false);
        boolean main = cyrillic >= other;
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String word : words) {
            // One letter beside a number is a part of its name.
            if (!word.isEmpty() && isCyrillic(word) == main) {
                text.append(text.isEmpty() ? "" : " ").append(word);
                count += word.length() > 1 ? 1 : 0;
            }
        }
        return new Words(text.toString(), count, main ? cyrillic : other, main);
    }

    private static int letters(String[] words, boolean cyrillic) {
        int letters = 0;
        for (String word : words) {
            letters += isCyrillic(word) == cyrillic ? word.length() : 0;
        }
        return letters;
    }

    private static boolean isCyrillic(String word) {
        return !word.isEmpty() && Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.CYRILLIC;
    }
}
