package dev.onethread.ticket.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// How files from outside are named and typed when they are handed out (RFC 6266). A type decides only whether a
/// browser may show the file; SVG and HTML can hold script and are never shown.
final class FileNames {
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final Set<String> SOUNDS =
            Set.of("audio/ogg", "audio/mpeg", "audio/mp4", "audio/webm", "audio/wav", "audio/aac");
    private static final int LONGEST = 120;

    private FileNames() {}

    static boolean isImage(String mediaType) {
        return IMAGES.contains(bare(mediaType));
    }

    static boolean mayBeShown(String mediaType) {
        return IMAGES.contains(bare(mediaType)) || SOUNDS.contains(bare(mediaType));
    }

    /// The type without parameters.
    static String bare(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static String disposition(boolean shown, String name) {
        String safe = safe(name);
        var plain = new StringBuilder();
        safe.chars()
                .forEach(c -> plain.append(c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '%' ? '_' : (char) c));
        return (shown ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(safe);
    }

    /// A name without folders, invisible characters or a leading dot, so that what is saved is what it looks like:
    /// `<U+200B>.htaccess` becomes `htaccess`, and nothing reads from right to left.
    static String safe(String name) {
        var kept = new StringBuilder();
        name.codePoints()
                .filter(c -> !unwanted(c))
                .map(c -> c == '/' || c == '\\' || c == ':' ? '_' : c)
                .limit(LONGEST)
                .forEach(kept::appendCodePoint);
        String bare = kept.toString().strip().replaceAll("^[._\\s]+", "");
        return bare.isEmpty() ? "file" : bare;
    }

    private static boolean unwanted(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /// RFC 8187 section 3.2.1.
    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
