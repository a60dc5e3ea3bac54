package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what somebody writes now from what their mail repeats of earlier ones, and from their signature. When unsure,
/// all of it is new: nothing is ever dropped, only folded away. Answers between pieces of quotation keep them.
final class Replies {
    /// Lines that are looked at; nobody writes a longer answer above a quotation.
    private static final int MOST_LINES = 4_000;
    /// Lines that are looked at closely.
    private static final int MOST_ASKED = 400;

    private Replies() {}

    /// `signature` and `quoted` are null where there is none; `signed` is the text with its signature.
    record Split(
            String text,
            @Nullable String signature,
            @Nullable String quoted,
            String signed) {
        /// What is folded away: the signature, then the quotation; null for nothing.
        @Nullable
        String folded() {
            return signature == null ? quoted : quoted == null ? signature : signature + "\n\n" + quoted;
        }
    }

    static Split split(String whole) {
        List<String> lines = whole.lines().toList();
        if (lines.size() > MOST_LINES) {
            Split head = split(String.join("\n", lines.subList(0, MOST_LINES)));
            String rest = String.join("\n", lines.subList(MOST_LINES, lines.size()));
            return head.quoted() == null
                    ? all(whole)
                    : new Split(head.text(), head.signature(), head.quoted() + "\n" + rest, head.signed());
        }
        Split split = split(whole, lines);
        return split.text().isBlank() ? all(whole) : split;
    }

    private static Split split(String whole, List<String> lines) {
        int asked = 0;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.isBlank() || !mayIntroduce(lines, at) || ++asked > MOST_ASKED) {
                continue;
            }
            if (QuoteHeaders.isForwardMark(line)) {
                // What is passed on is the matter itself.
                return all(whole);
            }
            if (QuoteHeaders.isSeparator(line)
                    || isRuleAboveHeader(lines, at)
                    || QuoteHeaders.isHeaderBlock(lines, at)
                    || QuoteHeaders.isForeignHeaderBlock(lines, at)) {
                return cut(lines, at);
            }
            int length = Attributions.length(lines, at);
            if (length > 0) {
                return afterAttribution(lines, at, length, Attributions.before(line));
            }
        }
        return trailingQuote(lines);
    }

    /// Every introduction has a colon or a rule on its own line or, broken, on one of the next.
    private static boolean mayIntroduce(List<String> lines, int at) {
        for (int i = at; i < Math.min(lines.size(), at + Attributions.MOST_LINES); i++) {
            String line = lines.get(i);
            if (line.indexOf(':') >= 0
                    || line.indexOf('：') >= 0
                    || line.indexOf("--") >= 0
                    || line.indexOf("__") >= 0) {
                return true;
            }
        }
        return Attributions.mayClose(lines, at) || QuoteHeaders.isSeparator(lines.get(at));
    }

    private static boolean isRuleAboveHeader(List<String> lines, int at) {
        if (!QuoteHeaders.isRule(lines.get(at)) && !QuoteHeaders.isTitledRule(lines.get(at))) {
            return false;
        }
        int next = nextWritten(lines, at + 1);
        boolean near = next < lines.size() && next - at <= 3;
        return near && (QuoteHeaders.isHeaderBlock(lines, next) || QuoteHeaders.looksLikeHeaderBlock(lines, next));
    }

    /// Below "X wrote:" either everything is repeated, or only what is marked with `>`: then an answer may follow.
    private static Split afterAttribution(List<String> lines, int at, int length, String before) {
        int body = nextWritten(lines, at + length);
        List<String> changed = before.isEmpty() ? lines : broken(lines, at, before);
        int begin = at + (before.isEmpty() ? 0 : 1);
        if (body >= lines.size() || !isMarked(lines.get(body))) {
            return cut(changed, begin);
        }
        return woven(changed, begin, length);
    }

    /// Takes apart answers and marked quotation. Where answers lie between quotations, all up to the last answer stays.
    private static Split woven(List<String> lines, int at, int length) {
        boolean[] quote = new boolean[lines.size()];
        int pieces = 0;
        boolean inQuote = true;
        List<String> below = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean marked = i >= at && i < at + length
                    || i >= at + length && (isMarked(line) || inQuote && isWrapped(lines, i));
            quote[i] = marked || i >= at && line.isBlank() && inQuote;
            if (i >= at + length && marked && !inQuote) {
                pieces++;
            }
            if (i >= at) {
                inQuote = quote[i];
            }
            if (i >= at && !quote[i]) {
                below.add(line);
            }
        }
        List<String> fresh = new ArrayList<>(lines.subList(0, at));
        fresh.addAll(below);
        int signature = Signatures.begin(fresh);
        return pieces > 0 ? interleaved(lines, quote, fresh, signature) : split(fresh, folded(lines, quote));
    }

    private static Split interleaved(List<String> lines, boolean[] quote, List<String> fresh, int signature) {
        int left = signature;
        while (left > 0 && fresh.get(left - 1).isBlank()) {
            left--;
        }
        int end = 0;
        for (int seen = 0; end < lines.size() && seen < left; end++) {
            seen += quote[end] ? 0 : 1;
        }
        List<String> quoted = new ArrayList<>();
        for (int i = end; i < lines.size(); i++) {
            if (quote[i]) {
                quoted.add(lines.get(i));
            }
        }
        String text = joined(lines.subList(0, end));
        String sign = joined(fresh.subList(signature, fresh.size()));
        String signed = sign.isEmpty() ? text : text + "\n\n" + sign;
        return new Split(text, orNull(sign), orNull(joined(quoted)), signed);
    }

    private static List<String> folded(List<String> lines, boolean[] quote) {
        List<String> quoted = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (quote[i]) {
                quoted.add(lines.get(i));
            }
        }
        return quoted;
    }

    /// A line that a mail program broke off a marked one: the next is marked again and no blank line lies between.
    private static boolean isWrapped(List<String> lines, int at) {
        return at > 0
                && !lines.get(at).isBlank()
                && isMarked(lines.get(at - 1))
                && at + 1 < lines.size()
                && isMarked(lines.get(at + 1));
    }

    private static Split trailingQuote(List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || isMarked(lines.get(end - 1)))) {
            end--;
        }
        boolean some = lines.subList(end, lines.size()).stream().anyMatch(Replies::isMarked);
        return cut(lines, some && end > 0 ? end : lines.size());
    }

    private static List<String> broken(List<String> lines, int at, String before) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, before);
        String line = lines.get(at);
        changed.add(at + 1, line.substring(Math.min(before.length(), line.length())));
        return changed;
    }

    private static Split cut(List<String> lines, int at) {
        return split(lines.subList(0, at), lines.subList(at, lines.size()));
    }

    private static Split split(List<String> fresh, List<String> quoted) {
        int signature = Signatures.begin(fresh);
        return new Split(
                joined(fresh.subList(0, signature)),
                orNull(joined(fresh.subList(signature, fresh.size()))),
                orNull(joined(quoted)),
                joined(fresh));
    }

    private static Split all(String whole) {
        List<String> lines = whole.lines().toList();
        return lines.size() > MOST_LINES
                ? new Split(whole.strip(), null, null, whole.strip())
                : split(lines, List.of());
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines).strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static int nextWritten(List<String> lines, int from) {
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
