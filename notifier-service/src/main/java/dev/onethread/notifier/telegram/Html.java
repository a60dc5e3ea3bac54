package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A text with its forms in Telegram's HTML style (https://core.telegram.org/bots/api#html-style): every tag
/// closed in the order of opening, whatever overlaps; `<`, `>`, `&` and quotes escaped everywhere.
final class Html {
    private final String text;
    private final List<Tag> tags;
    private final StringBuilder html = new StringBuilder();
    private final List<Tag> open = new ArrayList<>();

    private Html(String text, List<Tag> tags) {
        this.text = text;
        this.tags = tags;
    }

    /// A form as it is written; `rank` says which stands outside of which.
    private record Tag(Span span, int rank, String begin, String end) {}

    /// Null where nothing has a form that Telegram knows: then the text is sent as it is.
    static @Nullable String of(String text, List<Span> spans) {
        List<Tag> tags = spans.stream()
                .filter(span -> span.end() <= text.length())
                .map(Html::tag)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(Tag::rank)
                        .thenComparing(tag -> tag.span().from())
                        .thenComparing(tag -> -tag.span().length()))
                .toList();
        return tags.isEmpty() ? null : new Html(text, tags).written();
    }

    private String written() {
        TreeSet<Integer> borders = new TreeSet<>(List.of(0, text.length()));
        for (Tag tag : tags) {
            borders.add(tag.span().from());
            borders.add(tag.span().end());
        }
        int from = 0;
        for (int border : borders.tailSet(1)) {
            turnTo(covering(from));
            html.append(escaped(text.substring(from, border)));
            from = border;
        }
        turnTo(List.of());
        return html.toString();
    }

    /// What covers the stretch that begins at `at`, outermost first. Code holds nothing else, and nothing holds
    /// itself.
    private List<Tag> covering(int at) {
        List<Tag> covering = new ArrayList<>();
        for (Tag tag : tags) {
            boolean covers = tag.span().from() <= at && at < tag.span().end();
            if (covers && covering.stream().noneMatch(other -> other.rank() == tag.rank())) {
                covering.add(tag);
            }
        }
        return !covering.isEmpty() && isCode(covering.getFirst()) ? List.of(covering.getFirst()) : covering;
    }

    private void turnTo(List<Tag> wanted) {
        int common = 0;
        while (common < open.size() && common < wanted.size() && open.get(common) == wanted.get(common)) {
            common++;
        }
        while (open.size() > common) {
            html.append(open.removeLast().end());
        }
        for (Tag tag : wanted.subList(common, wanted.size())) {
            html.append(tag.begin());
            open.add(tag);
        }
    }

    private static boolean isCode(Tag tag) {
        return tag.rank() == 0;
    }

    private static @Nullable Tag tag(Span span) {
        return switch (span.kind()) {
            case CODE -> new Tag(span, 0, "<code>", "</code>");
            case BLOCK -> block(span);
            case QUOTE -> new Tag(span, 1, "<blockquote>", "</blockquote>");
            case LINK -> link(span);
            case MENTION -> mention(span);
            case BOLD -> new Tag(span, 3, "<b>", "</b>");
            case ITALIC -> new Tag(span, 4, "<i>", "</i>");
            case UNDERLINE -> new Tag(span, 5, "<u>", "</u>");
            case STRIKE -> new Tag(span, 6, "<s>", "</s>");
            case SPOILER -> new Tag(span, 7, "<tg-spoiler>", "</tg-spoiler>");
            // Telegram finds tags by itself; custom emoji are not given to every bot.
            case TAG, EMOJI, OTHER -> null;
        };
    }

    private static Tag block(Span span) {
        String language = span.target();
        return language == null
                ? new Tag(span, 0, "<pre>", "</pre>")
                : new Tag(span, 0, "<pre><code class=\"language-" + escaped(language) + "\">", "</code></pre>");
    }

    private static @Nullable Tag link(Span span) {
        String target = span.target();
        if (target == null || !(target.startsWith("https://") || target.startsWith("http://"))) {
            return null;
        }
        return new Tag(span, 2, "<a href=\"" + escaped(target) + "\">", "</a>");
    }

    private static @Nullable Tag mention(Span span) {
        String person = span.target();
        return person != null && person.matches("[0-9]{1,18}")
                ? new Tag(span, 2, "<a href=\"tg://user?id=" + person + "\">", "</a>")
                : null;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
