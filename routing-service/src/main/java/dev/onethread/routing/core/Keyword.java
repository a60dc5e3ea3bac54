package dev.onethread.routing.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A word or several in a row, compared without regard to case and to the dots of ё (which Russians mostly leave
/// out). Each matches a whole word; with `*` at its end it matches words that begin with it.
public record Keyword(String written, List<String> words) {
    public Keyword {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a keyword has a letter or a digit");
        }
    }

    /// @throws IllegalArgumentException without a letter or digit
    public static Keyword of(String written) {
        List<String> words = new ArrayList<>();
        for (String part : written.strip().split("\\s+")) {
            List<String> found = words(part);
            words.addAll(found);
            if (part.endsWith("*") && !found.isEmpty()) {
                words.add(words.removeLast() + "*");
            }
        }
        return new Keyword(written.strip(), words);
    }

    /// The words of a text, folded so that what should compare equal is equal.
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String folded = text.toLowerCase(Locale.ROOT).replace('ё', 'е');
        int start = -1;
        for (int at = 0; at < folded.length(); ) {
            int point = folded.codePointAt(at);
            boolean letter = Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK;
            if (letter && start < 0) {
                start = at;
            } else if (!letter && start >= 0) {
                words.add(folded.substring(start, at));
                start = -1;
            }
            at += Character.charCount(point);
        }
        if (start >= 0) {
            words.add(folded.substring(start));
        }
        return words;
    }

    boolean in(List<String> text) {
        for (int at = 0; at + words.size() <= text.size(); at++) {
            if (begins(text, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(List<String> text, int at) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String found = text.get(at + i);
            boolean same =
                    word.endsWith("*") ? found.startsWith(word.substring(0, word.length() - 1)) : found.equals(word);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
