package dev.onethread.local.mail;

import com.icegreen.greenmail.util.ServerSetup;
import dev.onethread.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/// SMTP and IMAP (with IDLE) on the loopback interface, for customers and for us.
///
/// Any address has a mailbox and the password [#PASSWORD]. Letters are files in the given folder, so a restart on it
/// finds
/// them again under the same UIDVALIDITY and UIDs (flags are not kept). Recipients at `fail4.test`, `fail5.test` and
/// `hang.test` fail as [SmtpSession] says.
public final class MailServer implements AutoCloseable {
    public static final String PASSWORD = "secret";

    private static final String HOST = "127.0.0.1";

    private final ImapDoor imap;
    private final int imapPort;
    private final SmtpDoor smtp;
    private final Mailboxes mailboxes;

    private MailServer(ImapDoor imap, int imapPort, SmtpDoor smtp, Mailboxes mailboxes) {
        this.imap = imap;
        this.imapPort = imapPort;
        this.smtp = smtp;
        this.mailboxes = mailboxes;
    }

    /// Starts on the letters in `dir`. A port 0 means any free one; `addresses` get their mailbox at once.
    public static MailServer start(Path dir, int smtpPort, int imapPort, String... addresses) {
        int port = imapPort == 0 ? Ports.free() : imapPort;
        ImapDoor imap = new ImapDoor(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_IMAP));
        Mailboxes mailboxes = new Mailboxes(imap.getUserManager(), dir, PASSWORD);
        imap.getUserManager().setAuthRequired(true);
        mailboxes.openKept();
        for (String address : addresses) {
            mailboxes.open(address);
        }
        imap.start(); // only now: nobody may see a mailbox before its letters are back
        return new MailServer(imap, port, new SmtpDoor(smtpPort, mailboxes), mailboxes);
    }

    /// Starts on an empty folder of its own; nothing is kept.
    public static MailServer start(int smtpPort, int imapPort, String... addresses) {
        try {
            return start(Files.createTempDirectory("onethread-mail"), smtpPort, imapPort, addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int smtpPort() {
        return smtp.port();
    }

    public int imapPort() {
        return imapPort;
    }

    /// `imap://user:secret@host:port/INBOX` for the mailbox.
    public String imapUrl(String address) {
        return "imap://" + account(address) + "@" + HOST + ":" + imapPort() + "/INBOX";
    }

    /// `smtp://user:secret@host:port` for the account.
    public String smtpUrl(String address) {
        return "smtp://" + account(address) + "@" + HOST + ":" + smtpPort();
    }

    /// Puts any bytes into a mailbox as they are (bare line feeds become CR LF), and returns their UID.
    public long deliver(byte[] raw, String to) {
        return mailboxes.deliver(to, raw);
    }

    /// What lies in the mailbox, oldest first.
    public List<Letter> inbox(String address) {
        return mailboxes.letters(address);
    }

    /// Calls `watcher` with the mailbox's address for every letter from now on, on the thread that delivers it.
    public void watch(BiConsumer<String, Letter> watcher) {
        mailboxes.watch(watcher);
    }

    @Override
    public void close() {
        smtp.close();
        imap.stop();
    }

    private static String account(String address) {
        return URLEncoder.encode(address, StandardCharsets.UTF_8) + ":" + PASSWORD;
    }
}
