package dev.onethread.ingest.mail;

import java.util.Arrays;
import java.util.regex.Pattern;

/// What programs and transports put before the first header field, or make of the ends of lines, and no
/// mail begins with: a byte order mark, blanks and blank lines, lines that end in CR alone.
final class MailBeginning {
    private static final int LOOKED_AT = 1_000;
    private static final Pattern FIELD = Pattern.compile("(?s)^(?:From |[!-9;-~]{1,76}[ \\t]{0,3}:).*");

    private MailBeginning() {}

    /// The mail itself where nothing is to be mended.
    static byte[] of(byte[] mail) {
        int from = start(mail);
        boolean field = from > 0 && FIELD.matcher(head(mail, from)).matches();
        byte[] begun = field ? Arrays.copyOfRange(mail, from, mail.length) : mail;
        return hasOnlyReturns(begun) ? withLineFeeds(begun) : begun;
    }

    private static int start(byte[] mail) {
        boolean marked = mail.length > 3 && mail[0] == (byte) 0xEF && mail[1] == (byte) 0xBB && mail[2] == (byte) 0xBF;
        int at = marked ? 3 : 0;
        while (at < mail.length && " \t\r\n".indexOf(mail[at]) >= 0) {
            at++;
        }
        return at;
    }

    private static String head(byte[] mail, int from) {
        return Charsets.octets(Arrays.copyOfRange(mail, from, Math.min(mail.length, from + LOOKED_AT)));
    }

    private static boolean hasOnlyReturns(byte[] mail) {
        boolean returns = false;
        for (byte b : mail) {
            if (b == '\n') {
                return false;
            }
            returns |= b == '\r';
        }
        return returns;
    }

    private static byte[] withLineFeeds(byte[] mail) {
        byte[] lines = mail.clone();
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i] == '\r' ? (byte) '\n' : lines[i];
        }
        return lines;
    }
}
