package dev.onethread.ingest.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// Charsets that mail is written in and no JDK reads: two of ISO 8859, Ukrainian DOS, and HZ
/// (RFC 1843).
final class RareCharsets {
    /// The characters of 0xA1 to 0xFF.
    private static final String NORDIC =
            "ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
    private static final String CELTIC =
            "Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    private static final Charset DOS = Charset.forName("IBM866");
    private static final Charset CHINESE = Charset.forName("GB18030");

    private RareCharsets() {}

    /// Null where `name` is none of these.
    static @Nullable String decode(byte[] bytes, String name) {
        return switch (name) {
            case "iso-8859-10", "iso8859-10", "iso_8859-10", "latin6", "l6" -> upperHalf(bytes, NORDIC);
            case "iso-8859-14", "iso8859-14", "iso_8859-14", "latin8", "l8" -> upperHalf(bytes, CELTIC);
            case "cp1125", "ibm1125", "cp866u", "ruscii" -> ukrainianDos(bytes);
            case "hz-gb-2312", "hz-gb2312", "hz" -> hz(bytes);
            default -> null;
        };
    }

    /// The Russian one of DOS with Ukrainian letters in place of eight of its own.
    private static String ukrainianDos(byte[] bytes) {
        String letters = "ҐґЄєІіЇї";
        StringBuilder text = new StringBuilder(new String(bytes, DOS));
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xFF;
            if (octet >= 0xF2 && octet <= 0xF9) {
                text.setCharAt(i, letters.charAt(octet - 0xF2));
            }
        }
        return text.toString();
    }

    private static String upperHalf(byte[] bytes, String half) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            int octet = b & 0xFF;
            text.append(octet <= 0xA0 ? (char) octet : half.charAt(octet - 0xA1));
        }
        return text.toString();
    }

    /// Between `~{` and `~}` two seven-bit octets are one character of GB 2312; `~~` is a tilde, `~` before
    /// a line's end nothing.
    private static String hz(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        boolean shifted = false;
        for (int i = 0; i < bytes.length; i++) {
            int next = i + 1 < bytes.length ? bytes[i + 1] : -1;
            if (bytes[i] == '~' && (next == '{' || next == '}' || next == '\n' || next == '~' && !shifted)) {
                shifted = next == '{' || shifted && next != '}';
                i++;
                if (next == '~') {
                    out.write('~');
                }
            } else {
                boolean half = shifted && bytes[i] > ' ';
                shifted = shifted && bytes[i] != '\n';
                out.write(half ? bytes[i] | 0x80 : bytes[i]);
            }
        }
        return new String(out.toByteArray(), CHINESE);
    }
}
