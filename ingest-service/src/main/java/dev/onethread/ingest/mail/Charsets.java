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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Bytes to characters, whatever the mail claims. Labels are read as mail programs mean them (the WHATWG encoding
/// standard's supersets: gb2312 is GB18030, iso-8859-1 is windows-1252), and a label that the bytes contradict, or that
/// nobody knows, is replaced by a guess.
final class Charsets {
    private static final Pattern ISO = Pattern.compile("(?:x-)?iso[-_ ]?8859[-_ ]?(\\d{1,2})(?:[-_:].*)?");
    private static final Pattern WINDOWS =
            Pattern.compile("(?:x-)?(?:windows|win|cp|ms|ibm|x-cp)[-_ ]?(\\d{3,4})(?:[-_:].*)?");

    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf-8", "UTF-8"),
            Map.entry("utf_8", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("euc-cn", "GB18030"),
            Map.entry("chinese", "GB18030"),
            Map.entry("csgb2312", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("korean", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("ms_kanji", "windows-31j"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("mac", "x-MacRoman"),
            Map.entry("macroman", "x-MacRoman"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
            Map.entry("x-mac-ukrainian", "x-MacUkraine"),
            Map.entry("x-mac-ce", "x-MacCentralEurope"),
            Map.entry("x-mac-greek", "x-MacGreek"),
            Map.entry("x-mac-turkish", "x-MacTurkish"),
            Map.entry("koi8", "KOI8-R"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("koi8-ru", "KOI8-U"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("visual", "windows-1255"),
            Map.entry("logical", "windows-1255"));

    /// What a sender writes who does not know; the bytes know better.
    private static final List<String> SAYS_NOTHING = List.of(
            "",
            "us-ascii",
            "ascii",
            "ansi_x3.4-1968",
            "unknown",
            "unknown-8bit",
            "x-unknown",
            "default",
            "default_charset",
            "x-user-defined",
            "binary",
            "7bit",
            "8bit",
            "none",
            "user-defined");

    private static final List<String> JAPANESE = List.of("x-windows-iso2022jp", "x-windows-50221", "ISO-2022-JP-2");

    private Charsets() {}

    /// The text of `bytes`, which are said to be in `label`; null where nothing is said.
    static String decode(byte[] bytes, @Nullable String label) {
        String name = label == null ? "" : tidy(label);
        if (SAYS_NOTHING.contains(name)) {
            return guess(bytes);
        }
        if (name.contains("utf-7") || name.equals("utf7")) {
            return Utf7.decode(bytes);
        }
        if (name.startsWith("iso-2022-jp") || name.startsWith("iso2022-jp") || name.startsWith("csiso2022jp")) {
            return japanese(bytes);
        }
        Charset charset = named(name);
        return charset == null ? guess(bytes) : labelled(bytes, charset);
    }

    /// The text of bytes that nobody labelled: by byte order mark, escape sequences, UTF-8 validity, letter frequency.
    static String guess(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, UTF_16);
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
        boolean western = charset.name().equals("windows-1252") || charset.equals(ISO_8859_1);
        if (western && !isAscii(bytes)) {
            // A text in a Western charset is next to never valid UTF-8 by chance; mislabelled UTF-8 is common.
            String utf8 = strict(bytes, UTF_8);
            if (utf8 != null) {
                return withoutMark(utf8);
            }
        }
        return new String(bytes, charset);
    }

    /// Cut or mixed UTF-8 keeps what is valid; what has next to no valid sequence is something else.
    private static String brokenUtf8(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        long broken = text.chars().filter(c -> c == 0xFFFD).count();
        long good = text.chars().filter(c -> c > 0x7F && c != 0xFFFD).count();
        return good >= broken ? text : CharsetGuess.singleOrDouble(bytes);
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

    private static @Nullable Charset named(String name) {
        String meant = MEANT.get(name);
        if (meant != null) {
            return Charset.forName(meant);
        }
        Matcher iso = ISO.matcher(name);
        if (iso.matches()) {
            return supported(
                    switch (iso.group(1)) {
                        case "1" -> "windows-1252";
                        case "8" -> "windows-1255";
                        case "9" -> "windows-1254";
                        case "11" -> "x-windows-874";
                        case "10" -> "ISO-8859-15";
                        default -> "ISO-8859-" + iso.group(1);
                    });
        }
        Matcher windows = WINDOWS.matcher(name);
        if (windows.matches()) {
            return supported(
                    switch (windows.group(1)) {
                        case "936" -> "GB18030";
                        case "949" -> "x-windows-949";
                        case "950" -> "Big5-HKSCS";
                        case "932" -> "windows-31j";
                        case "874" -> "x-windows-874";
                        case "866", "855", "437", "850", "852", "862" -> "IBM" + windows.group(1);
                        default -> "windows-" + windows.group(1);
                    });
        }
        return supported(name);
    }

    private static @Nullable Charset supported(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String tidy(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        name = name.replaceAll("^[\"'<(]+|[\"'>);,.]+$", "");
        return name.startsWith("charset=") ? name.substring("charset=".length()) : name;
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
