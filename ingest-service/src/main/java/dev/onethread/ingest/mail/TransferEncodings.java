package dev.onethread.ingest.mail;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Undoes Content-Transfer-Encoding (RFC 2045 section 6), forgiving what real mail gets wrong. What is decoded is never
/// longer than what came.
final class TransferEncodings {
    private TransferEncodings() {}

    /// `name` is the header's value, however mangled; an unknown one leaves the bytes as they are.
    static byte[] decode(byte[] bytes, String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.contains("base64") || plain.contains("base 64")) {
            return base64(bytes);
        }
        if (plain.startsWith("quoted") || plain.contains("quoted-printable")) {
            return quotedPrintable(bytes);
        }
        if (plain.contains("uu")) {
            return Uuencoded.lines(bytes);
        }
        return bytes;
    }

    /// Skips what is no base64, and goes on after padding in the middle (joined pieces), but not with lines
    /// of words: list servers append their footers without a look at the encoding.
    static byte[] base64(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 3 / 4 + 3);
        int bits = 0;
        int held = 0;
        boolean padded = false;
        for (int at = 0; at < bytes.length; at++) {
            byte b = bytes[at];
            if (padded && (b == '\n' || b == '\r') && isWords(bytes, at + 1)) {
                at = lineEnd(bytes, at + 1) - 1;
                continue;
            }
            int value = value(b);
            if (value >= 0) {
                bits = bits << 6 | value;
                held += 6;
                if (held >= 8) {
                    held -= 8;
                    out.write(bits >> held);
                }
            } else if (b == '=') {
                bits = 0;
                held = 0;
                padded = true;
            }
        }
        return out.toByteArray();
    }

    /// Whether the line from `from` on has what no line of base64 has.
    private static boolean isWords(byte[] bytes, int from) {
        int end = lineEnd(bytes, from);
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        for (int at = from; at < end; at++) {
            if (value(bytes[at]) < 0 && bytes[at] != '=') {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }

    /// A broken escape stays as it stands; blanks before a line's end are a transport's (RFC 2045 section 6.7, rule 3).
    static byte[] quotedPrintable(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '=') {
                at = escape(bytes, at, out);
            } else if (b == ' ' || b == '\t') {
                int end = at;
                while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
                    end++;
                }
                boolean trailing = end < bytes.length && (bytes[end] == '\r' || bytes[end] == '\n');
                if (!trailing) {
                    out.write(bytes, at, end - at);
                }
                at = end;
            } else {
                out.write(b);
                at++;
            }
        }
        return out.toByteArray();
    }

    /// @return where to go on
    private static int escape(byte[] bytes, int at, ByteArrayOutputStream out) {
        if (at + 2 < bytes.length) {
            int high = Character.digit(bytes[at + 1], 16);
            int low = Character.digit(bytes[at + 2], 16);
            if (high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                return at + 3;
            }
        }
        int next = at + 1;
        while (next < bytes.length && (bytes[next] == ' ' || bytes[next] == '\t')) {
            next++;
        }
        if (next >= bytes.length) {
            return next;
        }
        if (bytes[next] == '\n') {
            return next + 1;
        }
        if (bytes[next] == '\r') {
            return next + 1 < bytes.length && bytes[next + 1] == '\n' ? next + 2 : next + 1;
        }
        out.write('=');
        return at + 1;
    }

    private static int value(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return switch (b) {
            case '+' -> 62;
            case '/' -> 63;
            default -> -1;
        };
    }
}
