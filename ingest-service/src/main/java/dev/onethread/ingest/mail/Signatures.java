package dev.onethread.ingest.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a signature begins: below a delimiter (RFC 3676 section 4.3 and its relatives), or what a phone or a program
/// adds. Words of parting are the writer's own and stay.
final class Signatures {
    /// Lines with words below a delimiter that may still be a signature.
    private static final int LONGEST = 30;
    /// The same below a line that people also put between chapters.
    private static final int LONGEST_BELOW_RULE = 14;
    private static final int LONGEST_LINE = 160;

    private static final Pattern DELIMITER = Pattern.compile("^\\s{0,3}(?:>?\\s?--|—|–|―|‐‐|__)\\s{0,3}$");
    private static final Pattern RULE =
            Pattern.compile("^\\s{0,3}(?:-{3,}|_{3,}|—{2,}|={5,}|\\*{5,}|~{3,}|#{5,})\\s{0,3}$");
    private static final Pattern NAME_AFTER_DASH =
            Pattern.compile("^[-–—]{1,2} ?\\p{Lu}[\\p{L}.'’]{0,30}(?: \\p{Lu}[\\p{L}.'’-]{0,30}){0,3}$");
    private static final Pattern SENT_FROM_MINE =
            Pattern.compile("(?i)^sent (?:from|via) (?:my )?[\\w.'-]+(?: [\\w.'-]+){0,4}[.!]?$");

    private Signatures() {}

    /// Five words or more that end as a sentence does.
    private static final Pattern SENTENCE =
            Pattern.compile("^\\s{0,3}\\p{L}\\S{0,40}(?:\\s{1,3}\\S{1,40}){4,30}[.?!]\\s{0,3}$");

    /// "Anna from mobile", "From my iPhone 6", "via mobile": short, and nothing else on the line.
    private static final Pattern OWNED = Pattern.compile(
            "^(?:(?:\\p{L}{1,20} )?from (?:my )?mobile|via (?:my )?(?:mobile|phone)|from my [\\w.+-]{1,20}(?: [\\w.+-]{1,12}){0,2})$");

    /// A comma is a sentence's, unless it stands in the name of a device or before its owner's excuse.
    private static final Pattern EXCUSED =
            Pattern.compile("^[^,]{3,40}, (?:an? |please |excuse |so please |samsung |sony |lg |apple )");

    /// The line where the signature of a text begins; the number of lines where there is none. Never the first words.
    static int begin(List<String> lines) {
        int first = Replies.nextWritten(lines, 0);
        int end = lines.size();
        int begin = below(lines, first, end);
        int device = aboveDevices(lines, first, begin);
        return name(lines, first, Math.min(begin, device));
    }

    /// Below the first delimiter that nothing longer than a signature follows. A sentence below a mere rule
    /// is the next chapter.
    private static int below(List<String> lines, int first, int end) {
        int words = 0;
        boolean sentence = false;
        int begin = end;
        for (int at = end - 1; at > first; at--) {
            String line = lines.get(at);
            boolean delimiter = DELIMITER.matcher(line).matches();
            if (delimiter
                    || words <= LONGEST_BELOW_RULE
                            && words > 0
                            && !sentence
                            && RULE.matcher(line).matches()) {
                begin = at;
            } else if (!line.isBlank()) {
                words++;
                sentence |= isSentence(line);
            }
            if (words > LONGEST) {
                break;
            }
        }
        return begin;
    }

    private static boolean isSentence(String line) {
        return line.length() <= LONGEST_LINE && SENTENCE.matcher(line).matches() && !ReplyWords.isDisclaimer(line);
    }

    /// Up from `end` as long as lines say what they were sent from.
    private static int aboveDevices(List<String> lines, int first, int end) {
        int begin = end;
        for (int at = end - 1; at > first; at--) {
            String line = lines.get(at).strip();
            if (isSentFrom(line)) {
                begin = at;
            } else if (!line.isEmpty()) {
                break;
            }
        }
        return begin;
    }

    private static boolean isSentFrom(String line) {
        String plain =
                line.replaceAll("^[\\[*_<(\\s]{1,5}|[\\]*_>)\\s.!。]{1,5}$", "").toLowerCase(Locale.ROOT);
        if (plain.isEmpty() || plain.length() > LONGEST_LINE || plain.endsWith("?")) {
            return false;
        }
        boolean named = ReplyWords.namesADevice(plain);
        if (named && OWNED.matcher(plain).matches()) {
            return true;
        }
        boolean mine = SENT_FROM_MINE.matcher(plain).matches();
        return ReplyWords.saysWhence(plain)
                && (named || mine)
                && (!plain.contains(", ") || EXCUSED.matcher(plain).find());
    }

    /// "-Anna Petrova" alone at the end.
    private static int name(List<String> lines, int first, int end) {
        int last = end - 1;
        while (last > first && lines.get(last).isBlank()) {
            last--;
        }
        boolean alone = last > first + 1 && lines.get(last - 1).isBlank();
        return alone && NAME_AFTER_DASH.matcher(lines.get(last).strip()).matches() ? last : end;
    }
}
