package dev.onethread.ingest.mail;

import java.util.Base64;

/// UTF-7 (RFC 2152), which old Outlook still writes and no JDK reads.
final class Utf7 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Utf7() {}

    static String decode(byte[] bytes) {
        String octets = Charsets.octets(bytes);
        StringBuilder text = new StringBuilder(octets.length());
        int at = 0;
        while (at < octets.length()) {
            char c = octets.charAt(at++);
            if (c != '+') {
                text.append(c);
                continue;
            }
            int end = at;
            while (end < octets.length() && ALPHABET.indexOf(octets.charAt(end)) >= 0) {
                end++;
            }
            text.append(end == at ? "+" : shifted(octets.substring(at, end)));
            // A hyphen ends the shifted run and belongs to it; "+-" is a plus sign.
            at = end < octets.length() && octets.charAt(end) == '-' ? end + 1 : end;
        }
        return text.toString();
    }

    private static String shifted(String base64) {
        byte[] units = Base64.getDecoder()
                .decode(base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < units.length; i += 2) {
            text.append((char) ((units[i] & 0xFF) << 8 | units[i + 1] & 0xFF));
        }
        return text.toString();
    }
}
