package dev.onethread.ingest.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/// Somebody with a mail program, who sends bytes as they are.
record MailCustomer(String address) {
    static MailCustomer somebody() {
        return new MailCustomer("anna-" + UUID.randomUUID() + "@example.com");
    }

    /// A plain mail of this customer.
    byte[] mail(String subject, String text) {
        return ("From: Anna <" + address + ">\r\nTo: help@shop.example\r\nSubject: " + subject
                        + "\r\nMessage-ID: <" + UUID.randomUUID() + "@example.com>"
                        + "\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Returns when the server has it.
    void sends(byte[] mail, String... to) {
        int port = ConfigProvider.getConfig().getValue("test.mail.smtp-port", Integer.class);
        try (Socket socket = new Socket("127.0.0.1", port);
                OutputStream out = socket.getOutputStream();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            answered(in, "220");
            say(out, in, "HELO customer", "250");
            say(out, in, "MAIL FROM:<" + address + ">", "250");
            for (String recipient : to) {
                say(out, in, "RCPT TO:<" + recipient + ">", "250");
            }
            say(out, in, "DATA", "354");
            String octets = new String(mail, StandardCharsets.ISO_8859_1)
                    .replaceAll("\\r\\n|\\r|\\n", "\r\n")
                    .replace("\r\n.", "\r\n..");
            String stuffed = octets.startsWith(".") ? "." + octets : octets;
            out.write((stuffed + (octets.endsWith("\r\n") ? "" : "\r\n")).getBytes(StandardCharsets.ISO_8859_1));
            say(out, in, ".", "250");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(OutputStream out, BufferedReader in, String line, String answer) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        answered(in, answer);
    }

    private static void answered(BufferedReader in, String code) throws IOException {
        String line = in.readLine();
        if (line == null || !line.startsWith(code)) {
            throw new IOException("expected " + code + ", got " + line);
        }
    }
}
