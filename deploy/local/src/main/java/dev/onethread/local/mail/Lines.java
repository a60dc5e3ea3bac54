package dev.onethread.local.mail;

import java.io.ByteArrayOutputStream;

/// Line ends of mail: CR LF and nothing else (RFC 5322, 2.3), which is what SMTP would have made of any file.
final class Lines {
    private Lines() {}

    static byte[] withCrLf(byte[] bytes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(bytes.length + 64);
        byte before = 0;
        for (byte b : bytes) {
            if (b == '\n' && before != '\r') {
                lines.write('\r');
            }
            lines.write(b);
            before = b;
        }
        return lines.toByteArray();
    }
}
