package dev.onethread.ingest.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines by which mail programs set apart what they repeat: separators, blocks of header fields, marks of a
/// forwarded mail. For "X wrote:" see [Attributions].
final class QuoteHeaders {
    static final int LONGEST = 400;
    private static final int LONGEST_MARK = 120;
    private static final int MOST_FIELD_LINES = 9;

    private static final Pattern SEPARATOR = Pattern.compile(
            "^[\\s>*_|]{0,20}(?:[-–—=_]{2,60}\\s?\\*?\\s?|[-–—] ?)" + ReplyWords.ORIGINAL
                    + "\\s?\\*?[\\s:：]{0,3}[-–—=_]{1,60}.{0,100}$",
            ReplyWords.FLAGS);

    private static final Pattern FORWARD = Pattern.compile(
            "^[\\s>*|]{0,20}(?:[-–—=]{2,60}\\s?" + ReplyWords.FORWARDED + ".{0,200}|" + ReplyWords.FORWARDED_LINE
                    + ")\\s{0,5}$",
            ReplyWords.FLAGS);

    private static final Pattern RULE = Pattern.compile("^\\s*(?:_{5,}|-{5,}|={5,}|\\*{5,}|—{3,})\\s*$");

    /// "----- Algne sõnum -----", in a language that we need not know where a block of fields follows.
    private static final Pattern TITLED_RULE =
            Pattern.compile("^\\s{0,10}[-–—_=]{3,60} ?[^\\s\\d-][^-]{1,60}[-–—_=]{3,60}\\s*$");

    private static final Pattern NEXT_FIELD =
            Pattern.compile("\\s\\*?(\\p{L}[\\p{L}\\p{M}'-]{0,24})\\s?\\*?[:：]\\*?\\s");

    private static final Pattern BRACKETED =
            Pattern.compile("[<\\[(](?:mailto:)?[^\\s<>@]{1,128}@[^\\s<>@]{1,255}[>\\])]");

    private static final Pattern DAY_AND_TIME = Pattern.compile(
            "\\b(?:19|20)\\d\\d\\b.{1,40}\\d{1,2}[:.h]\\d\\d|\\d{1,2}[:.h]\\d\\d.{1,40}\\b(?:19|20)\\d\\d\\b");

    private static final Pattern FIELD = Pattern.compile(
            "^[\\s>*|]{0,20}\\*?([\\p{L}][\\p{L}\\p{M}.' -]{0,24}?)\\s?\\*?\\s?[:：]\\s?\\*?(.{0,300})$");

    private QuoteHeaders() {}

    static boolean isForwardMark(String line) {
        boolean may = beginsWithDash(line)
                || line.stripTrailing().endsWith(":")
                || line.stripTrailing().endsWith("：");
        return may && line.length() <= LONGEST && FORWARD.matcher(line).matches();
    }

    static boolean isSeparator(String line) {
        return line.length() <= LONGEST
                        && beginsWithDash(line)
                        && SEPARATOR.matcher(line).matches()
                || line.length() <= LONGEST_MARK && ReplyWords.isReplyAbove(line);
    }

    /// What nearly no line does, seen before any pattern is put to it.
    private static boolean beginsWithDash(String line) {
        int at = 0;
        while (at < line.length() && at < 20 && " \t>*_|".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        boolean ruled = at > 1 && line.charAt(at - 1) == '_';
        return at < line.length() && (ruled || "-–—=".indexOf(line.charAt(at)) >= 0);
    }

    static boolean isRule(String line) {
        return line.length() <= LONGEST && RULE.matcher(line).matches();
    }

    static boolean isTitledRule(String line) {
        return line.length() <= LONGEST_MARK
                && beginsWithDash(line)
                && TITLED_RULE.matcher(line).matches();
    }

    /// A "From:" with at least one of its companions on the next lines (wrapped lines may lie between); or other fields
    /// first, as some programs put them, with a "From:" or an address among them.
    static boolean isHeaderBlock(List<String> lines, int at) {
        Field first = field(lines.get(at));
        if (!first.isKnown()) {
            return false;
        }
        int found = 1;
        boolean from = first.isFrom();
        boolean dated = first.isDated();
        boolean addressed = first.hasAddress();
        int blank = 0;
        for (int i = at + 1; i < lines.size() && i <= at + MOST_FIELD_LINES && blank < 2; i++) {
            Field next = field(lines.get(i));
            if (lines.get(i).isBlank()) {
                blank++;
            } else if (next.isKnown()) {
                from |= next.isFrom();
                dated |= next.isDated();
                addressed |= next.hasAddress();
                found++;
            }
        }
        if (first.isFrom()) {
            return first.holdsOthers()
                    || found >= 3
                    || found == 2 && (addressed || dated)
                    || found == 1 && standsAlone(lines, at, first);
        }
        return from && found >= 3 || found >= 2 && addressed && dated;
    }

    /// "From: Anna <anna@example.com>" between blank lines, which some programs leave of the whole block.
    private static boolean standsAlone(List<String> lines, int at, Field field) {
        boolean apart = at > 0
                && lines.get(at - 1).isBlank()
                && at + 1 < lines.size()
                && lines.get(at + 1).isBlank();
        return apart
                && field.value().stripTrailing().endsWith(">")
                && BRACKETED.matcher(field.value()).find();
    }

    /// A block in a language that we do not know: three lines of one field each, an address in one and a time in
    /// another. Only believed below a rule, because people fill in forms, too.
    static boolean looksLikeHeaderBlock(List<String> lines, int at) {
        boolean addressed = false;
        boolean dated = false;
        for (int i = at; i < at + 3; i++) {
            Field field = i < lines.size() ? field(lines.get(i)) : new Field("", "");
            if (field.label().isEmpty()) {
                return false;
            }
            addressed |= field.value().indexOf('@') > 0;
            dated |= Field.TIME.matcher(field.value()).find();
        }
        return addressed && dated;
    }

    /// The same without a rule above: four fields, one of the first two with an address in brackets and
    /// another with day and time. Forms that people fill in have no brackets.
    static boolean isForeignHeaderBlock(List<String> lines, int at) {
        boolean addressed = false;
        boolean dated = false;
        for (int i = at; i < at + 4; i++) {
            Field field = i < lines.size() ? field(lines.get(i)) : new Field("", "");
            if (field.label().isEmpty()) {
                return false;
            }
            addressed |= i < at + 2 && BRACKETED.matcher(field.value()).find();
            dated |= DAY_AND_TIME.matcher(field.value()).find();
        }
        return addressed && dated;
    }

    /// The fields of a mail that is repeated: who wrote it, and the first line behind them.
    record Block(String from, int end) {}

    /// The first block of fields at a line or within the next few; null where none names who wrote.
    static @Nullable Block block(List<String> lines, int at) {
        int begin = at;
        while (begin < lines.size()
                && begin <= at + 4
                && !field(lines.get(begin)).isKnown()) {
            begin++;
        }
        String from = null;
        int end = begin;
        int unknown = 0;
        while (end < lines.size() && end <= begin + 2 * MOST_FIELD_LINES && unknown < 3) {
            Field field = field(lines.get(end));
            boolean blank = lines.get(end).replace(">", "").isBlank();
            if (blank && (from != null || unknown > 0)) {
                break;
            }
            if (field.isFrom() && from == null) {
                // Some programs break the line before the address.
                boolean broken = field.value().indexOf('@') < 0
                        && end + 1 < lines.size()
                        && lines.get(end + 1).indexOf('@') > 0
                        && !field(lines.get(end + 1)).isKnown();
                from = field.value()
                        + (broken ? " " + lines.get(end + 1).replace(">", "").strip() : "");
            }
            unknown = field.isKnown() || blank ? 0 : unknown + 1;
            end++;
        }
        return from == null ? null : new Block(from, end);
    }

    private record Field(String label, String value) {
        private static final Pattern TIME = Pattern.compile("\\d{1,2}[:.]\\d\\d|\\b(?:19|20)\\d\\d\\b");

        boolean isFrom() {
            return ReplyWords.FROM.contains(label);
        }

        boolean isKnown() {
            return isFrom() || ReplyWords.FIELDS.contains(label);
        }

        /// Hypertext that lost its lines: "From: Anna <anna@example.com> Date: 3 June 2024 10:15".
        boolean holdsOthers() {
            Matcher next = NEXT_FIELD.matcher(value);
            while (next.find()) {
                String other = next.group(1).toLowerCase(Locale.ROOT);
                if (ReplyWords.FIELDS.contains(other)
                        && hasAddress()
                        && TIME.matcher(value).find()) {
                    return true;
                }
            }
            return false;
        }

        boolean hasAddress() {
            return isKnown() && value.indexOf('@') > 0;
        }

        boolean isDated() {
            return isKnown()
                    && TIME.matcher(value.substring(0, Math.min(value.length(), 80)))
                            .find();
        }
    }

    private static Field field(String line) {
        int colon = line.indexOf(':') < 0 ? line.indexOf('：') : line.indexOf(':');
        Matcher field = line.length() > LONGEST || colon < 0 || colon > 60 ? null : FIELD.matcher(line);
        return field != null && field.matches()
                ? new Field(field.group(1).strip().toLowerCase(Locale.ROOT), field.group(2))
                : new Field("", "");
    }
}
