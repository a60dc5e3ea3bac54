package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what somebody writes now from what their mail repeats of earlier ones. When unsure, all of it is new: nothing
/// is ever dropped, only folded away. Signatures stay with the text.
final class Replies {
    /// Lines that are looked at; nobody writes a longer answer above a quotation.
    private static final int MOST_LINES = 4_000;

    private Replies() {}

    /// `quoted` is null where nothing is repeated.
    record Split(String text, @Nullable String quoted) {}

    static Split split(String whole) {
        List<String> lines = whole.lines().toList();
        if (lines.size() > MOST_LINES) {
            return new Split(whole.strip(), null);
        }
        Split split = split(whole, lines);
        return split.text().isBlank() ? new Split(whole.strip(), null) : split;
    }

    private static Split split(String whole, List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (QuoteHeaders.isForwardMark(line)) {
                // What is passed on is the matter itself.
                return new Split(whole.strip(), null);
            }
            if (QuoteHeaders.isSeparator(line)
                    || isRuleAboveHeader(lines, at)
                    || QuoteHeaders.isHeaderBlock(lines, at)) {
                return cut(lines, at);
            }
            int length = QuoteHeaders.attribution(lines, at);
            if (length > 0) {
                String before = QuoteHeaders.beforeAttribution(line);
                return afterAttribution(whole, lines, at, length, before);
            }
        }
        return trailingQuote(whole, lines);
    }

    private static boolean isRuleAboveHeader(List<String> lines, int at) {
        if (!QuoteHeaders.isRule(lines.get(at))) {
            return false;
        }
        int next = nextWritten(lines, at + 1);
        return next < lines.size() && next - at <= 3 && QuoteHeaders.isHeaderBlock(lines, next);
    }

    /// Below "X wrote:" either everything is repeated, or only what is marked with `>`: then an answer may follow.
    private static Split afterAttribution(String whole, List<String> lines, int at, int length, String before) {
        int body = nextWritten(lines, at + length);
        if (body >= lines.size() || !isMarked(lines.get(body))) {
            return cut(withFirstLine(lines, at, before), at + (before.isEmpty() ? 0 : 1));
        }
        List<Integer> starts = new ArrayList<>();
        List<String> fresh = new ArrayList<>(lines.subList(0, at));
        if (!before.isEmpty()) {
            fresh.add(before);
        }
        List<String> quoted = new ArrayList<>(lines.subList(at, at + length));
        boolean inQuote = false;
        for (int i = at + length; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean marked = isMarked(line) || inQuote && isWrapped(lines, i);
            if (marked && !inQuote) {
                starts.add(i);
            }
            if (marked || line.isBlank() && (inQuote || starts.isEmpty())) {
                quoted.add(line);
                inQuote = marked || inQuote && line.isBlank();
            } else {
                fresh.add(line);
                inQuote = false;
            }
        }
        // Answers between several pieces of quotation cannot be read without them.
        return starts.size() > 1 ? new Split(whole.strip(), null) : split(fresh, quoted);
    }

    /// A line that a mail program broke off a marked one: the next is marked again and no blank line lies between.
    private static boolean isWrapped(List<String> lines, int at) {
        return !lines.get(at).isBlank()
                && isMarked(lines.get(at - 1))
                && at + 1 < lines.size()
                && isMarked(lines.get(at + 1));
    }

    private static Split trailingQuote(String whole, List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || isMarked(lines.get(end - 1)))) {
            end--;
        }
        boolean some = lines.subList(end, lines.size()).stream().anyMatch(Replies::isMarked);
        return some && end > 0 ? cut(lines, end) : new Split(whole.strip(), null);
    }

    private static List<String> withFirstLine(List<String> lines, int at, String before) {
        if (before.isEmpty()) {
            return lines;
        }
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, before);
        changed.add(
                at + 1,
                lines.get(at).substring(Math.min(before.length(), lines.get(at).length())));
        return changed;
    }

    private static Split cut(List<String> lines, int at) {
        return split(lines.subList(0, at), lines.subList(at, lines.size()));
    }

    private static Split split(List<String> fresh, List<String> quoted) {
        String rest = String.join("\n", quoted).strip();
        return new Split(String.join("\n", fresh).strip(), rest.isEmpty() ? null : rest);
    }

    private static int nextWritten(List<String> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at;
    }

    static boolean isMarked(String line) {
        int at = 0;
        while (at < line.length() && at < 3 && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length() && line.charAt(at) == '>';
    }
}
