package dev.onethread.local.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Telegram's HTML style: a handful of tags, each closed, nothing else. <https://core.telegram.org/bots/api#html-style>
final class HtmlText {
    private static final Set<String> TAGS = Set.of(
            "b",
            "strong",
            "i",
            "em",
            "u",
            "ins",
            "s",
            "strike",
            "del",
            "span",
            "tg-spoiler",
            "a",
            "tg-emoji",
            "code",
            "pre",
            "blockquote");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9-]+)([^<>]*)>");

    private static final Pattern ATTRIBUTES =
            Pattern.compile("(\\s+[a-zA-Z0-9-]+(\\s*=\\s*(\"[^\"]*\"|'[^']*'|[a-zA-Z0-9.-]+))?)*\\s*");

    private final String text;
    private final StringBuilder visible = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    HtmlText(String text) {
        this.text = text;
    }

    String visible() throws Refusal {
        Matcher tag = TAG.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int next = text.indexOf('<', at);
            if (next < 0) {
                next = text.length();
            }
            visible.append(decoded(text.substring(at, next)));
            at = next == text.length() ? next : tag(tag, next);
        }
        if (!open.isEmpty()) {
            throw bad("Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
        }
        return visible.toString().strip();
    }

    private int tag(Matcher tag, int at) throws Refusal {
        if (!tag.find(at) || tag.start() != at) {
            throw bad("Unclosed start tag at byte offset " + at);
        }
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!TAGS.contains(name)) {
            throw bad("Unsupported start tag \"" + name + "\" at byte offset " + at);
        }
        String attributes = tag.group(3);
        if (!ATTRIBUTES.matcher(attributes).matches()) {
            throw bad("Can't parse attributes of tag \"" + name + "\" at byte offset " + at);
        }
        if (tag.group(1).isEmpty() && name.equals("span") && !attributes.contains("tg-spoiler")) {
            throw bad("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + at);
        }
        if (tag.group(1).isEmpty()) {
            open.push(name);
        } else if (!name.equals(open.poll())) {
            throw bad("Unmatched end tag at byte offset " + at);
        }
        return tag.end();
    }

    private static String decoded(String piece) {
        return piece.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private static Refusal bad(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }
}
