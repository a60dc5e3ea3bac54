package dev.onethread.ticket.core;

import dev.onethread.contracts.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The little markup that agents write, taken out of their text: `**bold**`, `_italic_`, `~~struck~~`,
/// `||hidden||`, backticks for code, `[words](https://…)` and lines that begin with `> `. What is not closed,
/// or stands inside a word (`snake_case`, `2*2*2`), is text. Linear in the length of the text but for nesting,
/// which is cut off.
public final class Markup {
    private static final int DEEPEST = 8;
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]\\n]{1,500})\\]\\((https?://[^\\s()]{1,2000})\\)");
    private static final List<Mark> MARKS = List.of(
            new Mark("**", Span.Kind.BOLD),
            new Mark("~~", Span.Kind.STRIKE),
            new Mark("||", Span.Kind.SPOILER),
            new Mark("_", Span.Kind.ITALIC));

    private final StringBuilder out = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();

    private Markup() {}

    private record Mark(String sign, Span.Kind kind) {}

    /// Plain text and what gives parts of it their form, null where nothing does.
    public record Plain(String text, @Nullable List<Span> spans) {}

    public static Plain read(String source) {
        Markup markup = new Markup();
        boolean code = false;
        for (String part : source.split("```", -1)) {
            boolean closed = code && part.length() > 0;
            if (code && !closed) {
                markup.out.append("``````");
            } else if (code) {
                markup.block(part);
            } else {
                markup.lines(part);
            }
            code = !code;
        }
        if (!code) {
            // An odd fence: what follows it was no block.
            return readWithoutBlocks(source);
        }
        return markup.done();
    }

    private static Plain readWithoutBlocks(String source) {
        Markup markup = new Markup();
        markup.lines(source);
        return markup.done();
    }

    private Plain done() {
        spans.sort(Comparator.comparingInt(Span::from).thenComparing(Span::length, Comparator.reverseOrder()));
        return new Plain(out.toString(), spans.isEmpty() ? null : List.copyOf(spans));
    }

    private void block(String inside) {
        int line = inside.indexOf('\n');
        String language = line > 0 && inside.substring(0, line).matches("[A-Za-z0-9+#-]{1,20}")
                ? inside.substring(0, line)
                : null;
        String code = line >= 0 && (language != null || line == 0) ? inside.substring(line + 1) : inside;
        String trimmed = code.endsWith("\n") ? code.substring(0, code.length() - 1) : code;
        int from = out.length();
        out.append(trimmed);
        add(Span.Kind.BLOCK, from, language);
    }

    /// Lines of a quotation that follow each other are one.
    private void lines(String text) {
        String[] lines = text.split("\n", -1);
        int quote = -1;
        for (int i = 0; i < lines.length; i++) {
            boolean quoted = lines[i].startsWith("> ");
            if (quoted && quote < 0) {
                quote = out.length();
            } else if (!quoted && quote >= 0) {
                quote = closed(quote);
            }
            inline(quoted ? lines[i].substring(2) : lines[i], 0);
            if (i < lines.length - 1) {
                out.append('\n');
            }
        }
        if (quote >= 0) {
            add(Span.Kind.QUOTE, quote, null);
        }
    }

    private int closed(int quote) {
        int end = out.length();
        int length = end > quote && out.charAt(end - 1) == '\n' ? end - 1 - quote : end - quote;
        if (length > 0) {
            spans.add(new Span(Span.Kind.QUOTE, quote, length, null));
        }
        return -1;
    }

    private void inline(String line, int depth) {
        int at = 0;
        while (at < line.length()) {
            int next = depth > DEEPEST ? -1 : marked(line, at, depth);
            if (next > at) {
                at = next;
            } else {
                out.append(line.charAt(at++));
            }
        }
    }

    /// Where what begins at `at` ends, having been written; `at` where nothing begins there.
    private int marked(String line, int at, int depth) {
        char c = line.charAt(at);
        if (c == '`') {
            return code(line, at);
        }
        if (c == '[') {
            return link(line, at, depth);
        }
        for (Mark mark : MARKS) {
            if (line.startsWith(mark.sign, at)) {
                return between(line, at, mark, depth);
            }
        }
        return at;
    }

    private int code(String line, int at) {
        int end = line.indexOf('`', at + 1);
        if (end <= at + 1) {
            return at;
        }
        int from = out.length();
        out.append(line, at + 1, end);
        add(Span.Kind.CODE, from, null);
        return end + 1;
    }

    private int link(String line, int at, int depth) {
        Matcher link = LINK.matcher(line).region(at, line.length());
        if (!link.lookingAt()) {
            return at;
        }
        int from = out.length();
        inline(link.group(1), depth + 1);
        add(Span.Kind.LINK, from, link.group(2));
        return link.end();
    }

    private int between(String line, int at, Mark mark, int depth) {
        int begin = at + mark.sign.length();
        int end = line.indexOf(mark.sign, begin);
        boolean opens = begin < line.length()
                && !Character.isWhitespace(line.charAt(begin))
                && (at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1)));
        if (!opens || end <= begin || !closes(line, end, mark)) {
            return at;
        }
        int from = out.length();
        inline(line.substring(begin, end), depth + 1);
        add(mark.kind, from, null);
        return end + mark.sign.length();
    }

    private static boolean closes(String line, int end, Mark mark) {
        int after = end + mark.sign.length();
        return !Character.isWhitespace(line.charAt(end - 1))
                && (after >= line.length() || !Character.isLetterOrDigit(line.charAt(after)));
    }

    private void add(Span.Kind kind, int from, @Nullable String target) {
        if (out.length() > from) {
            spans.add(new Span(kind, from, out.length() - from, target));
        }
    }
}
