package dev.onethread.ingest.mail;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Header text: encoded words (RFC 2047) beside raw octets of any charset. Words that were split in the middle of a
/// character are joined before they are decoded, which the RFC forbids and many programs need.
final class EncodedWords {
    private static final int LONGEST_CHARSET = 60;

    private EncodedWords() {}

    /// The text of a header's octets (one character each, see [Charsets#octets]).
    static String decode(String octets) {
        if (!octets.contains("=?")) {
            return Charsets.guess(Charsets.bytes(octets));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        Run run = new Run();
        int at = 0;
        while (at < octets.length()) {
            Word word = octets.startsWith("=?", at) ? wordAt(octets, at) : null;
            if (word == null) {
                plain.append(octets.charAt(at++));
                continue;
            }
            // Blanks between two encoded words belong to neither (RFC 2047 section 6.2).
            if (!plain.toString().isBlank() || run.isEmpty()) {
                run.flush(text);
                text.append(Charsets.guess(Charsets.bytes(plain.toString())));
            }
            plain.setLength(0);
            run.add(word, text);
            at = word.end();
        }
        run.flush(text);
        return text.append(Charsets.guess(Charsets.bytes(plain.toString()))).toString();
    }

    private record Word(String charset, byte[] bytes, int end) {}

    private static @Nullable Word wordAt(String octets, int at) {
        int charsetEnd = octets.indexOf('?', at + 2);
        if (charsetEnd < 0 || charsetEnd - at > LONGEST_CHARSET || charsetEnd + 2 >= octets.length()) {
            return null;
        }
        char encoding = Character.toUpperCase(octets.charAt(charsetEnd + 1));
        if (octets.charAt(charsetEnd + 2) != '?' || encoding != 'B' && encoding != 'Q') {
            return null;
        }
        int begin = charsetEnd + 3;
        int end = octets.indexOf("?=", begin);
        // In a Q word "?=" may be the word's own question mark before an escape: "...?=C3..." goes on.
        while (encoding == 'Q' && end >= 0 && isEscape(octets, end + 1) && octets.indexOf("?=", end + 1) >= 0) {
            end = octets.indexOf("?=", end + 1);
        }
        String content = end < 0 ? octets.substring(begin) : octets.substring(begin, end);
        byte[] bytes = encoding == 'B' ? TransferEncodings.base64(Charsets.bytes(content)) : q(content);
        String charset = octets.substring(at + 2, charsetEnd).toLowerCase(Locale.ROOT);
        int language = charset.indexOf('*');
        return new Word(
                language < 0 ? charset : charset.substring(0, language), bytes, end < 0 ? octets.length() : end + 2);
    }

    private static boolean isEscape(String octets, int equals) {
        return equals + 2 < octets.length()
                && Character.digit(octets.charAt(equals + 1), 16) >= 0
                && Character.digit(octets.charAt(equals + 2), 16) >= 0;
    }

    private static byte[] q(String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '=' && isEscape(content, i)) {
                out.write(Integer.parseInt(content, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    /// Neighbouring words of one charset, decoded as one.
    private static final class Run {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable String charset;

        boolean isEmpty() {
            return charset == null;
        }

        void add(Word word, StringBuilder text) {
            if (charset != null && !charset.equals(word.charset())) {
                flush(text);
            }
            charset = word.charset();
            bytes.writeBytes(word.bytes());
        }

        void flush(StringBuilder text) {
            if (charset != null) {
                text.append(Charsets.decode(bytes.toByteArray(), charset));
            }
            bytes.reset();
            charset = null;
        }
    }
}
