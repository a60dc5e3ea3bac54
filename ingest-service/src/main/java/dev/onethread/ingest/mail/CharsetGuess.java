package dev.onethread.ingest.mail;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/// Tells apart the charsets of bytes that are neither ASCII nor UTF-8, by how often letters occur in the
/// languages that write with them.
final class CharsetGuess {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final List<Charset> CYRILLIC = List.of(
            Charset.forName("windows-1251"),
            Charset.forName("KOI8-R"),
            Charset.forName("KOI8-U"),
            Charset.forName("IBM866"),
            Charset.forName("ISO-8859-5"));
    private static final List<Charset> EASTERN = List.of(
            Charset.forName("windows-31j"),
            Charset.forName("EUC-JP"),
            Charset.forName("x-windows-949"),
            Charset.forName("GB18030"),
            Charset.forName("Big5-HKSCS"));

    /// Russian and Ukrainian letters, the most frequent first.
    private static final String COMMON = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїє";

    private static final int ENOUGH = 20_000;
    /// High octets below which frequencies say nothing.
    private static final int FEW = 8;
    private static final double PLAUSIBLE = 0.45;
    private static final double CERTAIN = 0.7;
    private static final double DOUBTFUL = 0.3;

    private CharsetGuess() {}

    static String singleOrDouble(byte[] bytes) {
        byte[] sample = bytes.length <= ENOUGH ? bytes : Arrays.copyOf(bytes, ENOUGH);
        int high = 0;
        int letters = 0;
        for (byte b : sample) {
            high += b < 0 ? 1 : 0;
            letters += b < 0 || Character.isLetter(b) ? 1 : 0;
        }
        // In Western languages accented letters are a small minority.
        if (high * 4 < letters) {
            return new String(bytes, WESTERN);
        }
        Charset best = WESTERN;
        double bestScore = PLAUSIBLE;
        for (Charset charset : CYRILLIC) {
            double score = cyrillic(new String(sample, charset)) / high;
            if (score > bestScore) {
                bestScore = score;
                best = charset;
            }
        }
        if (bestScore > CERTAIN && isWritten(new String(sample, best))) {
            return new String(bytes, best);
        }
        Charset detected = high < FEW ? null : detected(sample);
        if (detected != null) {
            return new String(bytes, detected);
        }
        for (Charset charset : EASTERN) {
            double score = eastern(new String(sample, charset)) / high;
            if (score > bestScore) {
                bestScore = score;
                best = charset;
            }
        }
        return new String(bytes, best);
    }

    /// The charset of bytes whose label they contradict: read as labelled they are no Cyrillic text, as
    /// another they are one beyond doubt. Null where nothing is certain.
    static @Nullable Charset betterThan(byte[] bytes, Charset labelled) {
        byte[] sample = bytes.length <= ENOUGH ? bytes : Arrays.copyOf(bytes, ENOUGH);
        int high = 0;
        int letters = 0;
        for (byte b : sample) {
            high += b < 0 ? 1 : 0;
            letters += b < 0 || Character.isLetter(b) ? 1 : 0;
        }
        boolean written = high >= 2 * FEW && high * 5 > letters * 3;
        String said = new String(sample, labelled);
        // KOI8 and its rivals have small letters where the others have capitals.
        boolean swapped = !isWritten(said) && humps(said) >= 2;
        if (!written || !swapped && cyrillic(said) / high > DOUBTFUL) {
            return null;
        }
        for (Charset charset : CYRILLIC) {
            String text = new String(sample, charset);
            if (cyrillic(text) / high > CERTAIN && isWritten(text)) {
                return charset;
            }
        }
        return null;
    }

    /// Capitals after small letters: "лЕНЬ".
    private static int humps(String text) {
        int humps = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            humps += c > 0x7F && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1)) ? 1 : 0;
        }
        return humps;
    }

    static boolean isCyrillic(Charset charset) {
        return CYRILLIC.contains(charset);
    }

    /// Whether it is not capitals only: Hebrew looks like Cyrillic capitals.
    private static boolean isWritten(String text) {
        return text.chars().filter(c -> c > 0x7F && Character.isLowerCase(c)).count() * 2 > text.length() / 3;
    }

    /// What the frequencies of character pairs say; null where they say nothing, or a Cyrillic charset,
    /// which our own measure knows better, or where not every byte fits.
    private static @Nullable Charset detected(byte[] sample) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(sample, 0, sample.length);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        Charset charset = name == null ? null : CharsetLabels.named(name.toLowerCase(Locale.ROOT));
        if (charset == null || CYRILLIC.contains(charset)) {
            return null;
        }
        // A sample may end in the middle of a character.
        long broken =
                new String(sample, charset).chars().filter(c -> c == 0xFFFD).count();
        return broken <= (sample.length < ENOUGH ? 0 : 1) ? charset : null;
    }

    /// About one for each letter of a plausible text, less for rare letters, negative for what no text has.
    private static double cyrillic(String text) {
        double score = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7F) {
                int rank = COMMON.indexOf(Character.toLowerCase(c));
                char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
                boolean odd =
                        Character.isUpperCase(c) && Character.isLowerCase(before) || isLatin(before) || isLatin(after);
                score += rank < 0 ? -1 : odd ? -1 : 1 - rank / 60.0;
            }
            before = c;
        }
        return score;
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /// Two octets make one character, so a plausible character counts for both.
    private static double eastern(String text) {
        double score = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0xFFFD) {
                score -= 4;
            } else if (c >= 0x3040 && c <= 0x30FF) {
                score += 2;
            } else if (c >= 0x4E00 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7AF) {
                score += 1.5;
            } else if (c >= 0x3000 && c <= 0x303F || c >= 0xFF01 && c <= 0xFF5E) {
                score += 1.5;
            } else if (c > 0x7F) {
                score -= 1;
            }
        }
        return score;
    }
}
