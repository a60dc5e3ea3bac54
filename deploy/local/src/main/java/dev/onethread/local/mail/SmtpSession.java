package dev.onethread.local.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One SMTP conversation (RFC 5321) with AUTH PLAIN and LOGIN (RFC 4954). A letter is acknowledged after it is on disk.
///
/// Domains that fail on purpose: `fail4.test` answers RCPT with 451, `fail5.test` with 550; for `hang.test` the letter
/// is
/// taken, but the answer to DATA never comes: as when a connection dies in that moment, the sender cannot know.
final class SmtpSession {
    private static final int LINE_LIMIT = 4096;
    private static final int SIZE_LIMIT = 30 * 1024 * 1024;
    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*<([^>]*)>.*");

    private static final Logger LOG = Logger.getLogger(SmtpSession.class.getName());

    private final InputStream in;
    private final OutputStream out;
    private final Mailboxes mailboxes;

    private @Nullable String from;
    private final List<String> to = new ArrayList<>();
    private boolean over;

    SmtpSession(Socket socket, Mailboxes mailboxes) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.mailboxes = mailboxes;
    }

    void run() throws IOException {
        say("220 localhost ESMTP for one machine");
        while (!over) {
            String line = line();
            int space = line.indexOf(' ');
            String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            answer(verb, space < 0 ? "" : line.substring(space + 1).strip());
        }
    }

    private void answer(String verb, String argument) throws IOException {
        switch (verb) {
            case "EHLO" ->
                say(
                        "250-localhost",
                        "250-SIZE " + SIZE_LIMIT,
                        "250-8BITMIME",
                        "250-SMTPUTF8",
                        "250-PIPELINING",
                        "250-ENHANCEDSTATUSCODES",
                        "250 AUTH PLAIN LOGIN");
            case "HELO" -> say("250 localhost");
            case "AUTH" -> authenticate(argument);
            case "MAIL" -> sender(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                say("250 2.0.0 OK");
            }
            case "NOOP" -> say("250 2.0.0 OK");
            case "VRFY" -> say("252 2.5.2 send it and see");
            case "QUIT" -> {
                over = true;
                say("221 2.0.0 bye");
            }
            default -> say("502 5.5.1 command not known");
        }
    }

    private void authenticate(String argument) throws IOException {
        String[] words = argument.split(" ");
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> {
                String[] parts = decode(words.length > 1 ? words[1] : ask("")).split("\0", -1);
                judge(parts.length == 3 && mailboxes.allows(parts[1], parts[2]));
            }
            case "LOGIN" -> {
                String user = decode(words.length > 1 ? words[1] : ask("Username:"));
                judge(mailboxes.allows(user, decode(ask("Password:"))));
            }
            default -> say("504 5.5.4 mechanism not known");
        }
    }

    private void judge(boolean allowed) throws IOException {
        say(allowed ? "235 2.7.0 authenticated" : "535 5.7.8 user or password wrong");
    }

    private String ask(String question) throws IOException {
        say("334 " + Base64.getEncoder().encodeToString(question.getBytes(StandardCharsets.UTF_8)));
        return line();
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private void sender(String argument) throws IOException {
        Matcher path = PATH.matcher(argument);
        if (!path.matches()) {
            say("501 5.5.4 MAIL FROM:<address> expected");
            return;
        }
        reset();
        from = path.group(1);
        say("250 2.1.0 OK");
    }

    private void recipient(String argument) throws IOException {
        Matcher path = PATH.matcher(argument);
        if (from == null) {
            say("503 5.5.1 MAIL first");
        } else if (!path.matches() || !path.group(1).contains("@")) {
            say("501 5.1.3 RCPT TO:<address> expected");
        } else {
            admit(path.group(1));
        }
    }

    private void admit(String address) throws IOException {
        if (in(address, "fail4.test")) {
            say("451 4.3.0 this mailbox cannot be reached now");
        } else if (in(address, "fail5.test")) {
            say("550 5.1.1 there is no such mailbox");
        } else {
            to.add(address);
            say("250 2.1.5 OK");
        }
    }

    private void data() throws IOException {
        if (to.isEmpty()) {
            say("503 5.5.1 RCPT first");
            return;
        }
        say("354 end with a line that is a dot");
        byte[] letter = letter();
        if (letter.length > SIZE_LIMIT) {
            say("552 5.3.4 too big");
        } else {
            keep(traced(letter));
        }
        reset();
    }

    private void keep(byte[] letter) throws IOException {
        try {
            to.forEach(address -> mailboxes.deliver(address, letter));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a letter could not be kept", e);
            say("451 4.3.0 the letter could not be kept");
            return;
        }
        if (to.stream().anyMatch(address -> in(address, "hang.test"))) {
            awaitHangUp();
        } else {
            say("250 2.0.0 taken");
        }
    }

    private byte[] traced(byte[] letter) {
        byte[] trace = ("Return-Path: <" + from + ">\r\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(trace.length + letter.length);
        whole.writeBytes(trace);
        whole.writeBytes(letter);
        return whole.toByteArray();
    }

    /// Reads up to the final dot and takes back the doubling of leading dots (RFC 5321, 4.5.2).
    private byte[] letter() throws IOException {
        ByteArrayOutputStream letter = new ByteArrayOutputStream();
        while (true) {
            byte[] line = rawLine(Integer.MAX_VALUE);
            if (line.length == 1 && line[0] == '.') {
                return letter.toByteArray();
            }
            int start = line.length > 1 && line[0] == '.' ? 1 : 0;
            if (letter.size() <= SIZE_LIMIT) {
                letter.write(line, start, line.length - start);
                letter.write('\r');
                letter.write('\n');
            }
        }
    }

    private void awaitHangUp() throws IOException {
        while (in.read() >= 0) {
            // whatever comes, nothing is answered
        }
        over = true;
    }

    private static boolean in(String address, String domain) {
        return address.toLowerCase(Locale.ROOT).endsWith("@" + domain);
    }

    private void reset() {
        from = null;
        to.clear();
    }

    private String line() throws IOException {
        return new String(rawLine(LINE_LIMIT), StandardCharsets.UTF_8);
    }

    private byte[] rawLine(int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            if (b == '\n') {
                return trimmed(line.toByteArray());
            }
            if (line.size() >= limit) {
                throw new IOException("line too long");
            }
            line.write(b);
        }
    }

    private static byte[] trimmed(byte[] line) {
        boolean cr = line.length > 0 && line[line.length - 1] == '\r';
        return cr ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private void say(String... lines) throws IOException {
        for (String line : lines) {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }
}
