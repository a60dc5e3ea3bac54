package dev.onethread.e2e.actors;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/// Somebody who writes mail, through the installation's mail server.
public final class MailCustomer {
    private final Installation installation;
    private final String address;
    private final String secret;

    public MailCustomer(Installation installation, String address, String secret) {
        this.installation = installation;
        this.address = address;
        this.secret = secret;
    }

    /// A plain mail; its bytes may be sent again as they are.
    public static byte[] letter(String from, String to, String subject, String text) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return ("From: " + from + "\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nDate: " + date
                        + "\r\nMessage-ID: <" + UUID.randomUUID() + "@customers.test>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    public void sends(byte[] raw, String to) throws IOException {
        deliver(installation, raw, address, to);
    }

    /// Hands any bytes to the mail server for `to`, unchanged: a mail library would repair what is broken in them.
    public static void deliver(Installation installation, byte[] raw, String from, String to) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", installation.port("smtp"))) {
            socket.setSoTimeout(30_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            expect(in, "220");
            say(out, "EHLO customer.test");
            expect(in, "250");
            say(out, "MAIL FROM:<" + from + ">");
            expect(in, "250");
            say(out, "RCPT TO:<" + to + ">");
            expect(in, "250");
            say(out, "DATA");
            expect(in, "354");
            writeStuffed(out, raw);
            expect(in, "250");
            say(out, "QUIT");
        }
    }

    /// The SHA-256 of a mail as the mailbox has it after [#deliver]: with the trace of who sent it (RFC 5321 section
    /// 4.4), lines that end in CR LF, and an end to headers that have none.
    public static String storedSha256(byte[] raw, String from) {
        String octets = new String(raw, StandardCharsets.ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n");
        String lines = octets.endsWith("\r\n") ? octets : octets + "\r\n";
        String whole = "Return-Path: <" + from + ">\r\n" + lines + (lines.contains("\r\n\r\n") ? "" : "\r\n");
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(whole.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// RFC 5321 section 4.5.2: a line that begins with a dot gets another, and lines end in CR LF.
    private static void writeStuffed(OutputStream out, byte[] raw) throws IOException {
        boolean lineStart = true;
        byte previous = 0;
        for (byte each : raw) {
            if (lineStart && each == '.') {
                out.write('.');
            }
            if (each == '\n' && previous != '\r') {
                out.write('\r');
            }
            out.write(each);
            lineStart = each == '\n';
            previous = each;
        }
        out.write((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("the mail server said " + line + " where " + code + " was due");
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
    }

    /// The words of a mail: its plain text, first of whatever else it has.
    public static String text(Part mail) throws MessagingException, IOException {
        return mail.getContent() instanceof Multipart parts
                ? text(parts.getBodyPart(0))
                : String.valueOf(mail.getContent());
    }

    /// The mails in this customer's own inbox, as they came.
    public List<MimeMessage> inbox() throws MessagingException {
        Properties properties = new Properties();
        Session session = Session.getInstance(properties);
        List<MimeMessage> mails = new ArrayList<>();
        try (Store store = session.getStore("imap")) {
            store.connect("127.0.0.1", installation.port("imap"), address, secret);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                mails.add(new MimeMessage((MimeMessage) message));
            }
            inbox.close(false);
        }
        return mails;
    }
}
