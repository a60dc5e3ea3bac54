package dev.onethread.ingest.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes to characters, whatever the mail claims. Labels are read as mail programs mean them (see
/// [CharsetLabels]), and a label that the bytes contradict, or that nobody knows, is replaced by a guess.
final class Charsets {
    private static final List<String> JAPANESE = List.of("x-windows-iso2022jp", "x-windows-50221", "ISO-2022-JP-2");

    private Charsets() {}

    /// The text of `bytes`, which are said to be in `label`; null where nothing is said.
    static String decode(byte[] bytes, @Nullable String label) {
        String name = label == null ? "" : CharsetLabels.tidy(label);
        if (CharsetLabels.saysNothing(name)) {
            return guess(bytes);
        }
        if (CharsetLabels.isUtf7(name)) {
            return Utf7.decode(bytes);
        }
        if (CharsetLabels.isJapaneseSwitched(name) || hasJapaneseEscape(bytes)) {
            return japanese(bytes);
        }
        String rare = RareCharsets.decode(bytes, name);
        if (rare != null) {
            return rare;
        }
        Charset charset = CharsetLabels.named(name);
        return charset == null ? guess(bytes) : labelled(bytes, charset);
    }

    /// The text of bytes that nobody labelled: by byte order mark, escape sequences, UTF-8 validity, letter
    /// frequency.
    static String guess(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            boolean wide = bytes.length >= 8 && bytes.length % 4 == 0 && bytes[2] == 0 && bytes[3] == 0;
            return new String(bytes, wide ? Charset.forName("UTF-32") : UTF_16);
        }
        if (hasJapaneseEscape(bytes)) {
            return japanese(bytes);
        }
        String utf8 = strict(bytes, UTF_8);
        return utf8 != null ? withoutMark(utf8) : CharsetGuess.singleOrDouble(bytes);
    }

    /// The text if every byte belongs to a character, otherwise null.
    static @Nullable String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static String labelled(byte[] bytes, Charset charset) {
        if (charset.equals(UTF_8)) {
            String text = strict(bytes, UTF_8);
            return text != null ? withoutMark(text) : brokenUtf8(bytes);
        }
        if (charset.equals(UTF_16) && !startsWith(bytes, 0xFF, 0xFE) && !startsWith(bytes, 0xFE, 0xFF)) {
            // Some programs call every Unicode text so; UTF-16 has a mark, or zeros all over.
            String utf8 = indexOf(bytes, (byte) 0) < 0 ? strict(bytes, UTF_8) : null;
            return utf8 != null ? utf8 : new String(bytes, charset);
        }
        if (isAscii(bytes)) {
            return new String(bytes, charset);
        }
        // A text in another charset is next to never valid UTF-8 by chance, and mislabelled UTF-8 is common.
        // Double-byte charsets need more of it: GBK has words that are valid UTF-8. Where UTF-8 makes no text of
        // them either, the label is as good.
        boolean western = charset.name().equals("windows-1252") || charset.equals(ISO_8859_1);
        boolean single = charset.newEncoder().maxBytesPerChar() <= 1;
        String utf8 = strict(bytes, UTF_8);
        if (utf8 != null && beyondAscii(utf8) >= (western ? 1 : single ? 2 : 6)) {
            return !single && isSigns(utf8) ? new String(bytes, charset) : withoutMark(utf8);
        }
        Charset better = western || CharsetGuess.isCyrillic(charset) ? CharsetGuess.betterThan(bytes, charset) : null;
        if (better != null) {
            return new String(bytes, better);
        }
        String said = strict(bytes, charset);
        return single || said != null && !isOdd(said) ? new String(bytes, charset) : contradicted(bytes, charset);
    }

    /// Whether much of it is what a double-byte charset has beside words: private characters, narrow syllables.
    private static boolean isOdd(String text) {
        return odd(text) * 3 > beyondAscii(text);
    }

    /// Runs of Western letters and signs, as no language has them.
    private static boolean isSigns(String text) {
        int signs = 0;
        int runs = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                return false;
            }
            boolean beside = i > 0 && text.charAt(i - 1) > 0x7F || i + 1 < text.length() && text.charAt(i + 1) > 0x7F;
            signs += c > 0x7F ? 1 : 0;
            runs += c > 0x7F && beside ? 1 : 0;
        }
        return runs * 3 > signs * 2;
    }

    private static long odd(String text) {
        return text.chars()
                .filter(c -> c == 0xFFFD || c >= 0xE000 && c <= 0xF8FF || c >= 0xFF61 && c <= 0xFF9F)
                .count();
    }

    /// Bytes that cannot be all in a double-byte charset: another one if all fits there, else what can be
    /// read.
    private static String contradicted(byte[] bytes, Charset charset) {
        String guessed = guess(bytes);
        String said = new String(bytes, charset);
        boolean better = broken(guessed) < broken(said) || broken(guessed) == 0 && isOdd(said) && !isOdd(guessed);
        return better ? guessed : said;
    }

    private static long beyondAscii(String text) {
        return text.chars().filter(c -> c > 0x7F).count();
    }

    private static long broken(String text) {
        return text.chars().filter(c -> c == 0xFFFD).count();
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Cut or mixed UTF-8 keeps what is valid; what has next to no valid sequence is something else.
    private static String brokenUtf8(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        long broken = broken(text);
        return beyondAscii(text) - broken >= broken ? text : CharsetGuess.singleOrDouble(bytes);
    }

    private static String japanese(byte[] bytes) {
        String best = "";
        long least = Long.MAX_VALUE;
        for (String name : JAPANESE) {
            String text = new String(bytes, Charset.forName(name));
            long broken = text.chars().filter(c -> c == 0xFFFD || c == 0x1B).count();
            if (broken < least) {
                least = broken;
                best = text;
            }
        }
        return best;
    }

    private static boolean hasJapaneseEscape(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1B
                    && (bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@' || bytes[i + 2] == '(')
                            || bytes[i + 1] == '(' && (bytes[i + 2] == 'J' || bytes[i + 2] == 'I'))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// A header as octets, one character each, so that it can be cut before its charset is known.
    static String octets(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /// The octets of what [#octets] made.
    static byte[] bytes(String octets) {
        return octets.getBytes(ISO_8859_1);
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
