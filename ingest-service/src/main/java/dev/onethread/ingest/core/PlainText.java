package dev.onethread.ingest.core;

import org.jspecify.annotations.Nullable;

/// Text of strangers, made storable. PostgreSQL refuses U+0000 in text, and UTF-8 has no lone surrogates: either would
/// turn a customer's message into poison for every service behind.
public final class PlainText {
    private PlainText() {}

    /// Without U+0000, lone surrogates shown as U+FFFD.
    public static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
                .filter(character -> character != 0)
                .map(character -> isSurrogate(character) ? 0xFFFD : character)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    /// The same for what may be absent; blank counts as absent.
    public static @Nullable String cleanOrNull(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String cleaned = clean(text).strip();
        return cleaned.isEmpty() ? null : cleaned;
    }

    /// The first `limit` characters at most, never half a surrogate pair.
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        boolean halved = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, halved ? limit - 1 : limit);
    }

    private static boolean isClean(String text) {
        return text.codePoints().noneMatch(character -> character == 0 || isSurrogate(character));
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
