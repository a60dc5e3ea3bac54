package dev.onethread.ingest.mail;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words of `reply-words.txt` as patterns. None of them repeats inside a repetition, and all are put to one line or
/// to a few joined ones of bounded length, so that no mail makes them slow.
final class ReplyWords {
    static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    /// Also full width, as East Asian programs write it.
    static final String COLON = "\\s?[:：]";

    private static final Phrases WORDS = Phrases.of("reply-words");

    static final String WROTE = any("wrote");
    private static final List<String> VERBS = WORDS.under("wrote");
    static final String ON = any("on");
    static final String VERB_INSIDE = any("verb-inside");
    static final String ORIGINAL = any("original");
    static final String FORWARDED = any("forwarded");
    static final String FORWARDED_LINE = any("forwarded-line");
    static final Set<String> FROM = new HashSet<>(WORDS.under("from"));
    static final Set<String> FIELDS = new HashSet<>(WORDS.under("field"));
    private static final List<String> SENT_FROM = WORDS.under("sent-from");
    private static final List<String> SENT_FROM_ENDS = WORDS.under("sent-from-end");
    private static final List<String> DEVICES = WORDS.under("device");

    private ReplyWords() {}

    /// Whether the last word is one of "wrote" and its sisters; `end` is short.
    static boolean endsWithVerb(String end) {
        String plain = Phrases.normal(end).strip();
        for (String verb : VERBS) {
            int before = plain.length() - verb.length();
            if (plain.endsWith(verb)
                    && (before == 0 || verb.charAt(0) >= 0x0E00 || isBorder(plain.charAt(before - 1)))) {
                return true;
            }
        }
        return false;
    }

    /// East Asian scripts have no blanks between words.
    private static boolean isBorder(char before) {
        return !Character.isLetter(before) || before >= 0x0E00;
    }

    static boolean isReplyAbove(String line) {
        return WORDS.has("above", line);
    }

    /// What companies add to every mail is no sentence of its writer.
    static boolean isDisclaimer(String line) {
        return WORDS.has("disclaimer", line);
    }

    /// Whether a line in lower case begins or ends as what a phone or a program puts under a mail.
    static boolean saysWhence(String line) {
        return SENT_FROM.stream().anyMatch(line::startsWith)
                || SENT_FROM_ENDS.stream().anyMatch(line::endsWith);
    }

    /// Inside words, too: many languages inflect ("Lähetetty iPhonesta", "с телефона").
    static boolean namesADevice(String line) {
        String plain = Phrases.normal(line);
        return DEVICES.stream().anyMatch(plain::contains);
    }

    private static String any(String heading) {
        // The longest first, or "wrote" would end what "wrote this" goes on with.
        return WORDS.under(heading).stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(words -> Pattern.quote(words).replace("'", "\\E['’]\\Q"))
                .collect(Collectors.joining("|", "(?:", ")"));
    }
}
