package dev.onethread.notifier.core;

import dev.onethread.contracts.Span;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a long text where a reader would pause: between paragraphs, else lines, sentences, words, and only then
/// inside a word, yet never inside what is seen as one character, and not inside a link or a piece of code that
/// fits whole into the next piece.
final class Splitting {
    private static final List<String> PARAGRAPHS = List.of("\n\n");
    private static final List<String> LINES = List.of("\n");
    private static final List<String> SENTENCES = List.of(". ", "! ", "? ", "… ", "。", "！", "？");
    private static final List<String> WORDS = List.of(" ", "\t", "\u00a0");
    private static final Set<Span.Kind> WHOLE =
            EnumSet.of(Span.Kind.LINK, Span.Kind.MENTION, Span.Kind.CODE, Span.Kind.EMOJI);

    private Splitting() {}

    /// A stretch of the text, `end` exclusive.
    record Piece(int from, int end) {
        String of(String text) {
            return text.substring(from, end);
        }

        /// What of the spans lies within it, counted from its beginning.
        List<Span> of(List<Span> spans) {
            List<Span> within = new ArrayList<>();
            for (Span span : spans) {
                int begin = Math.max(span.from(), from);
                int stop = Math.min(span.end(), end);
                if (begin < stop) {
                    within.add(new Span(span.kind(), begin - from, stop - begin, span.target()));
                }
            }
            return within;
        }
    }

    /// Pieces of at most `limit` UTF-16 units, none of them blank. Only white space at the cuts is dropped.
    static List<String> split(String text, int limit) {
        return pieces(text, List.of(), limit).stream()
                .map(piece -> piece.of(text))
                .toList();
    }

    static List<Piece> pieces(String text, List<Span> spans, int limit) {
        List<Piece> pieces = new ArrayList<>();
        int end = text.length() - trailing(text, 0, text.length());
        int at = leading(text, 0, end);
        while (end - at > limit) {
            int cut = kept(spans, at, at + cut(text.substring(at, end), limit), limit);
            pieces.add(new Piece(at, cut - trailing(text, at, cut)));
            at = leading(text, cut, end);
        }
        if (at < end) {
            pieces.add(new Piece(at, end));
        }
        return pieces;
    }

    /// A cut through something that belongs together goes before it, where that leaves no stump.
    private static int kept(List<Span> spans, int from, int cut, int limit) {
        for (Span span : spans) {
            boolean through = span.from() < cut && cut < span.end();
            if (through && WHOLE.contains(span.kind()) && span.length() <= limit && span.from() > from + limit / 4) {
                return span.from();
            }
        }
        return cut;
    }

    private static int leading(String text, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trailing(String text, int from, int end) {
        int at = end;
        while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return end - at;
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
