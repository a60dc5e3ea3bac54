package dev.onethread.ingest.mail;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// "On Monday, Anna wrote:" in its many forms: the date first or the name, the verb last or in the middle or absent,
/// broken over several lines.
final class Attributions {
    private static final int LONGEST = QuoteHeaders.LONGEST;
    static final int MOST_LINES = 6;
    /// No program breaks lines that are shorter.
    private static final int NARROWEST = 45;
    private static final String CLOSERS = ":：>-";
    private static final String CLOSING = ":：- \t\u00A0";

    /// The verb in the middle and the name last: "Op 13-02-2014 schreef Julius <a@b>:".
    private static final Pattern VERB_INSIDE =
            Pattern.compile("\\s" + ReplyWords.VERB_INSIDE + "\\s", ReplyWords.FLAGS);

    private static final Pattern OPENS = Pattern.compile("^[\\s*-]{0,10}" + ReplyWords.ON + "\\b", ReplyWords.FLAGS);

    private static final Pattern VERB = Pattern.compile("\\s" + ReplyWords.WROTE + "\\s", ReplyWords.FLAGS);

    private static final Pattern BEGINS =
            Pattern.compile("(?:^|(?<=[\\s-]))" + ReplyWords.ON + "(?:[\\s,.(]|$)", ReplyWords.FLAGS);

    private static final Pattern DATED =
            Pattern.compile("\\d{1,4}[-./:\\s年월년].{0,200}\\d|\\b(?:19|20)\\d\\d\\b|\\d:\\d\\d");

    /// "15.05.2024 10:00, Имя пишет:", "2024-05-15 10:00 GMT+03:00 Name <a@b>:", "2024年5月15日(水) 10:00 …:".
    private static final Pattern DATE_FIRST = Pattern.compile("^[\\s*]{0,10}(?:\\p{L}{2,12}[,.]{0,2}\\s)?"
            + "(?:\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}\\s?[./年년-]\\s?\\d{1,2}\\s?[./月월-]\\s?\\d{1,2}"
            + "|\\d{1,2}\\.? (?:de )?\\p{L}{3,12}\\.?,? (?:de )?\\d{4}|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4}).{0,300}$");

    /// Gmail of old, Yandex and Mail.ru write no verb: "26.06.2014, 14:41, "Имя" <a@b>:".
    private static final Pattern NO_VERB =
            Pattern.compile("^.{0,60}\\d{1,2}[:.]\\d\\d.{0,200}<\\s?(?:mailto:)?[^<>\\s]{1,200}@[^<>\\s]{1,200}>\\s?"
                    + ReplyWords.COLON + "\\s{0,5}$");

    /// The same without even a colon; only believed above a quotation.
    private static final Pattern BARE =
            Pattern.compile("^.{0,80}<\\s?[^<>\\s]{1,200}@[^<>\\s]{1,200}>\\s?[:：]?\\s{0,5}$");

    /// In a language that we do not know: a time, and a colon at the end.
    private static final Pattern INTRODUCES = Pattern.compile("^\\S.{8,250}[:：]\\s{0,5}$");

    private static final Pattern TIMED = Pattern.compile(
            "\\b(?:19|20)\\d\\d\\b.{0,40}\\d{1,2}[:.h]\\d\\d|\\d{1,2}[:.h]\\d\\d.{0,40}\\b(?:19|20)\\d\\d\\b");

    /// In any language: whose address it is, when, and a colon at the end. Nobody writes so by hand.
    private static final Pattern ADDRESS_AT_A_TIME =
            Pattern.compile("^\\S.{0,250}[<(]\\s?[^<>()\\s]{1,120}@[^<>()\\s]{1,200}[>)].{0,120}[:：]\\s{0,5}$");

    /// The same with the date first and no brackets: Mail.ru's app, Tutanota.
    private static final Pattern BARE_ADDRESS_AT_A_TIME =
            Pattern.compile("^\\S.{0,250}\\s[^\\s<>()@]{1,120}@[^\\s<>()@:]{1,200}\\s?[:：]\\s{0,5}$");

    /// "On Monday I wrote:" is what a person says; programs name who wrote.
    private static final Pattern FIRST_PERSON = Pattern.compile(
            "(?:^|\\s|')(?:i|ich|я|je|j'ai|yo|io|eu|ja|ik|jag|jeg|minä|já|ben|мы|we|wir|nous|ми)\\s"
                    + "(?:\\p{L}{1,8}\\s)?" + ReplyWords.WROTE + ReplyWords.COLON + "\\s{0,5}$",
            ReplyWords.FLAGS);

    /// What tells mail programs the direction of writing, and is no character.
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Pattern DASHED = Pattern.compile(
            "^\\s{0,10}-{3,20}\\s?[^-].{0,100}\\s" + ReplyWords.WROTE + "\\s?[:：]?\\s?-{3,20}\\s{0,5}$",
            ReplyWords.FLAGS);

    /// "Quoting Anna <a@b>:" and its sisters.
    private static final Pattern QUOTING = Pattern.compile(
            "^\\s{0,5}(?:quoting|zitat von|citando|citation de|citazione|citerar|citerer|citaat van|cytowanie|цитирую|цитата)\\s.{1,200}[:：]\\s{0,5}$",
            ReplyWords.FLAGS);

    /// The same, and newsreaders': whose words they are stands in brackets, so that no quotation need follow.
    private static final Pattern QUOTING_ADDRESS = Pattern.compile(
            "^\\s{0,5}(?:quoting|zitat von|citando|citation de|citazione|citat från|citaat van|cytowanie|цитирую|цитата"
                    + "|in (?:message|article) <[^<>\\s]{1,200}>,?)\\s.{0,120}<[^<>\\s]{1,120}@[^<>\\s]{1,200}>[^:]{0,20}[:：]\\s{0,5}$",
            ReplyWords.FLAGS);

    /// Blanks without end are nothing that a pattern should have to weigh.
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\u00A0]{2,}");

    private static final Pattern CLOSING_BRACKET =
            Pattern.compile("^>[\\s,]{0,3}" + ReplyWords.WROTE + ReplyWords.COLON + "\\s{0,5}$", ReplyWords.FLAGS);

    private static final Pattern ADDRESSED =
            Pattern.compile("^[^>]{0,200}<[^<>\\s]{1,200}>\\s?\\S{1,15}" + ReplyWords.COLON + "\\s{0,5}$");

    private static final Pattern INLINE = Pattern.compile("(?:-{2,20}\\s?)?(?<=[\\s-])On (?=\\p{L}{3}, )");

    private Attributions() {}

    /// How many lines from `at` on are an attribution, up to six; 0 where they are none.
    static int length(List<String> lines, int at) {
        String first = lines.get(at);
        if (first.isBlank() || first.length() > LONGEST || Replies.isMarked(first)) {
            return 0;
        }
        int end = lastThatCloses(lines, at);
        if (end > at && DASHED.matcher(first).matches()) {
            return 1;
        }
        String opening = tidy(first);
        StringBuilder joined = new StringBuilder();
        int second = 0;
        for (int length = 1; at + length <= end; length++) {
            String line = withoutDirections(lines.get(at + length - 1));
            boolean closes = CLOSING_BRACKET.matcher(line).matches();
            second = length == 2 ? joined.length() + 1 : second;
            joined.append(length == 1 ? "" : " ").append(tidy(line.strip()));
            if (joined.length() > LONGEST || Replies.isMarked(line) && !closes || endsParagraph(lines, at, length)) {
                return 0;
            }
            if (length > 1 && beginsLater(opening, joined.substring(second))) {
                return 0;
            }
            if (NO_VERB.matcher(joined).matches() && isDated(opening)) {
                return length;
            }
            if (QUOTING_ADDRESS.matcher(joined).matches()) {
                return length;
            }
            if (endsWithVerb(joined.toString()) || closes || hasVerbInside(joined)) {
                if (FIRST_PERSON.matcher(joined).find() && !isAboveQuote(lines, at, length)) {
                    return 0;
                }
                return isWhole(opening, joined, length) || length == 1 && isAboveQuote(lines, at, length) ? length : 0;
            }
            if (isTimed(joined) && namesWhoAndWhen(opening, joined)) {
                return length;
            }
            boolean closesNext = at + length < lines.size()
                    && CLOSING_BRACKET.matcher(lines.get(at + length)).matches();
            if (!closesNext && isAboveQuote(lines, at, length) && isBare(opening, joined)) {
                return length;
            }
        }
        return 0;
    }

    /// Whether the first line is no part of it: the rest alone says who and when.
    private static boolean beginsLater(String opening, String rest) {
        boolean dated = isDated(opening);
        if (opening.indexOf('@') >= 0 || !closes(rest) || !isAlone(rest)) {
            return false;
        }
        boolean begun = BEGINS.matcher(opening).lookingAt();
        boolean words = opening.strip().split(" ", 4).length > 2;
        if (words && !dated && BEGINS.matcher(rest).lookingAt() && isDated(rest)) {
            return true;
        }
        return !begun && (DATE_FIRST.matcher(rest).matches() || !dated && isUnbroken(opening, rest));
    }

    /// Programs break a line because it would be too long; where the next word had room, or a sentence ends,
    /// none was broken.
    private static boolean isUnbroken(String opening, String rest) {
        String line = opening.stripTrailing();
        int word = rest.indexOf(' ') < 0 ? rest.length() : rest.indexOf(' ');
        return line.isEmpty()
                || ".!?)…".indexOf(line.charAt(line.length() - 1)) >= 0
                || line.length() + word < NARROWEST;
    }

    private static boolean isAlone(String rest) {
        boolean dateLast = isTimed(rest) && endsWithDate(rest);
        boolean who = dateLast
                || rest.indexOf('@') > 0
                || DATE_FIRST.matcher(rest).matches()
                || BEGINS.matcher(rest).lookingAt();
        return who
                && isDated(rest)
                && (dateLast
                        || NO_VERB.matcher(rest).matches()
                        || endsWithVerb(rest)
                        || hasVerbInside(rest)
                        || isTimed(rest) && hasAddressAtATime(rest, rest));
    }

    private static boolean namesWhoAndWhen(String opening, CharSequence joined) {
        return hasAddressAtATime(opening, joined) || endsWithDate(joined);
    }

    private static boolean hasAddressAtATime(String opening, CharSequence joined) {
        return ADDRESS_AT_A_TIME.matcher(joined).matches()
                || DATE_FIRST.matcher(opening).matches()
                        && BARE_ADDRESS_AT_A_TIME.matcher(joined).matches();
    }

    /// The date, then the verb, then the name, in a line that begins as attributions do.
    private static boolean hasVerbInside(CharSequence joined) {
        if (!closes(joined) || !OPENS.matcher(joined).find()) {
            return false;
        }
        int digit = firstDigit(joined, 0);
        Matcher verb = VERB_INSIDE.matcher(joined);
        return digit >= 0
                && digit < 200
                && verb.find(digit)
                && verb.start() < 350
                && joined.length() - verb.end() < 206;
    }

    /// The verb in the middle and the date last: "Anna schrieb am 3.6.2024 um 10:15:".
    private static boolean endsWithDate(CharSequence joined) {
        Matcher verb = VERB.matcher(joined);
        int from = 1;
        while (closes(joined) && from < Math.min(joined.length(), 170) && verb.find(from)) {
            int digit = firstDigit(joined, verb.end());
            String between =
                    digit < 0 ? ":" : joined.subSequence(verb.end(), digit).toString();
            if (between.length() <= 30 && between.indexOf(':') < 0 && joined.length() - digit <= 70) {
                return true;
            }
            from = verb.end() - 1;
        }
        return false;
    }

    private static boolean closes(CharSequence joined) {
        int end = joined.length();
        while (end > 0 && Character.isWhitespace(joined.charAt(end - 1))) {
            end--;
        }
        return end > 0 && (joined.charAt(end - 1) == ':' || joined.charAt(end - 1) == '：');
    }

    private static int firstDigit(CharSequence joined, int from) {
        for (int i = from; i < joined.length(); i++) {
            if (Character.isDigit(joined.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String tidy(String line) {
        return BLANKS.matcher(withoutDirections(line)).replaceAll(" ");
    }

    private static String withoutDirections(String line) {
        return line.chars().anyMatch(c -> c >= 0x200E && c <= 0x2069)
                ? DIRECTIONS.matcher(line).replaceAll("")
                : line;
    }

    /// "… wrote:", "… wrote ---": the verb is the last word.
    private static boolean endsWithVerb(String line) {
        int end = line.length();
        while (end > 0 && CLOSING.indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return end < line.length()
                && line.substring(end).strip().length() > 0
                && ReplyWords.endsWithVerb(line.substring(Math.max(0, end - 60), end));
    }

    static boolean mayClose(List<String> lines, int at) {
        return lastThatCloses(lines, at) > at;
    }

    /// Past the last of the lines that could end an attribution from `at`; `at` where none could, which is nearly
    /// always and costs nothing to see.
    private static int lastThatCloses(List<String> lines, int at) {
        for (int i = Math.min(lines.size(), at + MOST_LINES); i > at; i--) {
            String line = withoutDirections(lines.get(i - 1)).stripTrailing();
            if (!line.isEmpty() && CLOSERS.indexOf(line.charAt(line.length() - 1)) >= 0) {
                return i;
            }
        }
        return at;
    }

    /// What stands on the attribution's line before it: "Thanks! On Wed, Apr 4, 2012 at 3:59 PM, bob wrote:".
    static String before(String line) {
        Matcher begin = INLINE.matcher(line);
        return line.length() <= LONGEST && begin.find() && endsWithVerb(line)
                ? line.substring(0, begin.start()).stripTrailing()
                : "";
    }

    private static boolean isWhole(String first, CharSequence joined, int length) {
        boolean opens = BEGINS.matcher(first).find() && (isDated(first) || length <= 2 && isDated(joined));
        boolean addressed = first.indexOf('@') > 0 && ADDRESSED.matcher(joined).matches();
        return opens
                || DATE_FIRST.matcher(first).matches()
                || addressed
                || hasVerbInside(joined)
                || joined.toString().indexOf('@') > 0 && isDated(first);
    }

    private static boolean isBare(String first, CharSequence joined) {
        boolean dated =
                DATE_FIRST.matcher(first).matches() || BEGINS.matcher(first).find() && isDated(first);
        boolean introduces = INTRODUCES.matcher(joined).matches() && isTimed(first);
        return dated && BARE.matcher(joined).matches()
                || introduces
                || QUOTING.matcher(joined).matches();
    }

    private static boolean isAboveQuote(List<String> lines, int at, int length) {
        int next = Replies.nextWritten(lines, at + length);
        return next < lines.size() && next - at - length <= 2 && Replies.isMarked(lines.get(next));
    }

    private static boolean isTimed(CharSequence text) {
        return TIMED.matcher(text).find();
    }

    private static boolean isDated(CharSequence text) {
        return DATED.matcher(text).find();
    }

    /// One blank line inside a broken attribution is known from some programs, before a bracket; two are not.
    private static boolean endsParagraph(List<String> lines, int at, int length) {
        int last = at + length - 1;
        if (!lines.get(last).isBlank()) {
            return false;
        }
        int next = last + 1;
        return next >= lines.size()
                || lines.get(next).isBlank()
                || !lines.get(next).strip().startsWith("<");
    }
}
