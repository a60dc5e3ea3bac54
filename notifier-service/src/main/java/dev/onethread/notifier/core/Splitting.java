package dev.onethread.notifier.core;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a long text where a reader would pause: between paragraphs, else lines, sentences, words, and only then inside
/// a word, yet never inside what is seen as one character.
final class Splitting {
    private static final List<String> PARAGRAPHS = List.of("\n\n");
    private static final List<String> LINES = List.of("\n");
    private static final List<String> SENTENCES = List.of(". ", "! ", "? ", "… ", "。", "！", "？");
    private static final List<String> WORDS = List.of(" ", "\t", "\u00a0");

    private Splitting() {}

    /// Pieces of at most `limit` UTF-16 units, none of them blank. Only white space at the cuts is dropped.
    static List<String> split(String text, int limit) {
        List<String> pieces = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > limit) {
            int cut = cut(rest, limit);
            pieces.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /// A border in the first quarter would leave a stump, so a lesser border further on is better.
    private static int cut(String text, int limit) {
        for (List<String> borders : List.of(PARAGRAPHS, LINES, SENTENCES, WORDS)) {
            int best = lastOf(borders, text, limit);
            if (best > limit / 4) {
                return best;
            }
        }
        return insideAWord(text, limit);
    }

    /// The end of the last border that ends within the limit, white space of the border not counted.
    private static int lastOf(List<String> borders, String text, int limit) {
        int best = -1;
        for (String border : borders) {
            int ink = border.strip().length();
            int at = text.lastIndexOf(border, limit - ink);
            if (at >= 0) {
                best = Math.max(best, at + ink);
            }
        }
        return best;
    }

    private static int insideAWord(String text, int limit) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        int from = Math.max(0, limit - 256);
        characters.setText(text.substring(from, Math.min(text.length(), limit + 256)));
        int border = characters.isBoundary(limit - from) ? limit : from + characters.preceding(limit - from);
        if (border > from) {
            return border;
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
