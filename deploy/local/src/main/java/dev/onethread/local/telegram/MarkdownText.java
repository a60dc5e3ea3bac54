package dev.onethread.local.telegram;

/// Telegram's Markdown styles, as far as wrong ones must be refused: every marker has its pair, and version 2 wants
/// what
/// it reserves escaped. <https://core.telegram.org/bots/api#markdownv2-style>
final class MarkdownText {
    private static final String RESERVED = ">#+-=|{}.!";

    private final String text;
    private final boolean second;
    private final StringBuilder visible = new StringBuilder();
    private String open = "";

    MarkdownText(String text, boolean second) {
        this.text = text;
        this.second = second;
    }

    String visible() throws Refusal {
        String markers = second ? "*_~`" : "*_`";
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                visible.append(text.charAt(++at));
            } else if (markers.indexOf(c) >= 0 && (!inCode() || c == '`')) {
                toggle(c);
            } else if (second && !inCode() && RESERVED.indexOf(c) >= 0 && !linkTarget(at)) {
                throw bad("Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
            } else {
                visible.append(c);
            }
        }
        if (!open.isEmpty()) {
            throw bad("Can't find end of the entity that starts with '" + open.charAt(open.length() - 1) + "'");
        }
        return visible.toString().strip();
    }

    private void toggle(char marker) {
        if (open.endsWith(String.valueOf(marker))) {
            open = open.substring(0, open.length() - 1);
        } else {
            open += marker;
        }
    }

    private boolean inCode() {
        return open.endsWith("`");
    }

    private boolean linkTarget(int at) {
        int start = text.lastIndexOf("](", at);
        return start >= 0 && text.indexOf(')', start) >= at;
    }

    private static Refusal bad(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }
}
