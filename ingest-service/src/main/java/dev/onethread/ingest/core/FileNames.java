package dev.onethread.ingest.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names that strangers gave to files, made harmless to show and to offer for download. Bytes are never stored under
/// them.
public final class FileNames {
    private static final int LONGEST = 120;

    private FileNames() {}

    /// The last path segment without control, bidirectional and zero-width characters (which hide an extension, as in
    /// CVE-2026-28289), without leading dots, at most 120 characters with the extension kept;
    /// `fallback` where nothing is left.
    public static String safe(@Nullable String given, String fallback) {
        if (given == null) {
            return fallback;
        }
        String last = lastSegment(decodedSlashes(given));
        StringBuilder kept = new StringBuilder();
        last.codePoints().filter(FileNames::harmless).forEach(kept::appendCodePoint);
        String name = kept.toString().replaceAll("^[.\\s]+|[.\\s]+$", "");
        return name.isEmpty() ? fallback : shortened(name);
    }

    private static String decodedSlashes(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        return lower.contains("%2f") || lower.contains("%5c") ? given.replaceAll("(?i)%2f|%5c", "/") : given;
    }

    private static String lastSegment(String path) {
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return path.substring(slash + 1);
    }

    private static boolean harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> "<>:\"|?*".indexOf(character) < 0;
        };
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        return PlainText.cut(name, LONGEST - extension.length()) + extension;
    }
}
