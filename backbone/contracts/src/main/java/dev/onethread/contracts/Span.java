package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// A stretch of a text that is more than plain: `length` UTF-16 units beginning at `from`. Spans may overlap;
/// one that reaches beyond its text means nothing. `target` is where a link leads (untrusted), the language of
/// a block of code, or the channel's own name of what it knows better.
public record Span(
        Kind kind, int from, int length, @Nullable String target) {
    public Span {
        Require.present(kind, "span kind");
        Require.that(from >= 0 && length >= 1, "a span begins within its text and is not empty");
    }

    /// How it is meant.
    public enum Kind {
        BOLD,
        ITALIC,
        UNDERLINE,
        STRIKE,
        SPOILER,
        CODE,
        BLOCK,
        QUOTE,
        LINK,
        MENTION,
        TAG,
        EMOJI,
        OTHER
    }

    /// Where it ends, exclusive.
    public int end() {
        return from + length;
    }

    /// The same stretch of a text whose first unit is this text's `by`.
    public Span moved(int by) {
        return new Span(kind, from - by, length, target);
    }
}
