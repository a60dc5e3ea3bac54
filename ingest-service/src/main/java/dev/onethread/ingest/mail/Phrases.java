package dev.onethread.ingest.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lists of phrases under headings, kept as text beside the code: `[heading]`, then a phrase a line, `#` for a remark.
/// `*` in a phrase stands for up to forty characters. A phrase matches whole words only; looking is linear in the text.
final class Phrases {
    private static final int GAP = 40;
    private static final Pattern HEADING = Pattern.compile("\\[(?:[A-Z_]+|[a-z-]+)]");

    private record Phrase(String heading, String words) {}

    private final List<Phrase> all = new ArrayList<>();

    private Phrases() {}

    /// @param name of the resource in `/mail-words`
    static Phrases of(String name) {
        Phrases phrases = new Phrases();
        String resource = "/mail-words/" + name + ".txt";
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String heading = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String plain = line.strip();
                if (HEADING.matcher(plain).matches()) {
                    heading = plain.substring(1, plain.length() - 1);
                } else if (!plain.isEmpty() && !plain.startsWith("#")) {
                    phrases.all.add(new Phrase(heading, plain));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return phrases;
    }

    /// The phrases under a heading, in order.
    List<String> under(String heading) {
        return all.stream()
                .filter(phrase -> phrase.heading().equals(heading))
                .map(Phrase::words)
                .toList();
    }

    /// The heading of the first phrase in the list that is in the text; null where none is.
    @Nullable
    String heading(String text) {
        String plain = normal(text);
        for (Phrase phrase : all) {
            if (occurs(phrase.words(), plain)) {
                return phrase.heading();
            }
        }
        return null;
    }

    /// Whether the text has a phrase of that heading.
    boolean has(String heading, String text) {
        String plain = normal(text);
        return all.stream().anyMatch(phrase -> phrase.heading().equals(heading) && occurs(phrase.words(), plain));
    }

    /// Lower case, blanks squeezed, typographic apostrophes plain.
    static String normal(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = Character.isWhitespace(c) || c == '\u00A0';
            if (!white) {
                normal.append(c == '\u2019' || c == '\u2018' ? '\'' : c);
            } else if (!blank) {
                normal.append(' ');
            }
            blank = white;
        }
        return normal.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean occurs(String phrase, String text) {
        int star = phrase.indexOf('*');
        String head = star < 0 ? phrase : phrase.substring(0, star).strip();
        String tail = star < 0 ? "" : phrase.substring(star + 1).strip();
        for (int at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
            int end = at + head.length();
            if (isBorder(text, at) && isBorder(text, end) && (tail.isEmpty() || follows(tail, text, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(String tail, String text, int from) {
        int window = Math.min(text.length(), from + GAP + tail.length());
        int at = text.substring(from, window).indexOf(tail);
        return at >= 0 && isBorder(text, from + at) && isBorder(text, from + at + tail.length());
    }

    /// Not between two letters of one alphabet; scripts without blanks have no borders.
    private static boolean isBorder(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return true;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return !(isLetter(before) && isLetter(after));
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) && c < 0x0E00;
    }
}
