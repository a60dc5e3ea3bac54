package dev.onethread.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MailServerTest {
    private static final String SUPPORT = "support@shop.test";

    @TempDir
    Path dir;

    @Test
    void aLetterSentOverSmtpLiesInTheMailbox() throws Exception {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            send(server, "anna@home.test", SUPPORT, "Where is it?\r\n.dot first\r\n");
            assertThat(server.inbox(SUPPORT)).hasSize(1);
            assertThat(text(server.inbox(SUPPORT).getFirst()))
                    .contains("Return-Path: <anna@home.test>")
                    .contains("\r\n.dot first");
        }
    }

    @Test
    void idleTellsOfANewLetterAtOnce() throws Exception {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT);
                Store store = open(server, SUPPORT)) {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            CountDownLatch seen = new CountDownLatch(1);
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent e) {
                    seen.countDown();
                }
            });
            Thread.ofVirtual().start(() -> idle(inbox));
            await().until(() -> {
                server.deliver(bytes("Subject: one\n\ntext\n"), SUPPORT);
                return seen.await(200, TimeUnit.MILLISECONDS);
            });
        }
    }

    @Test
    void uidsAndTheirValidityOutliveARestart() throws Exception {
        long validity;
        long second;
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            server.deliver(bytes("Subject: one\r\n\r\n1"), SUPPORT);
            second = server.deliver(bytes("Subject: two\r\n\r\n2"), SUPPORT);
            server.deliver(bytes("Subject: three\r\n\r\n3"), SUPPORT);
            try (Store store = open(server, SUPPORT)) {
                IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                validity = inbox.getUIDValidity();
                inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
                inbox.getMessage(3).setFlag(Flags.Flag.DELETED, true);
                inbox.close(true);
            }
            await().until(() ->
                    Files.exists(dir.resolve(Drawer.fileName(SUPPORT)).resolve("3.gone")));
        }
        try (MailServer server = MailServer.start(dir, 0, 0);
                Store store = open(server, SUPPORT)) {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getUIDValidity()).isEqualTo(validity);
            assertThat(inbox.getMessages()).hasSize(1);
            assertThat(inbox.getUID(inbox.getMessage(1))).isEqualTo(second);
            assertThat(server.deliver(bytes("Subject: four\r\n\r\n4"), SUPPORT)).isEqualTo(4);
        }
    }

    @Test
    void bytesComeBackAsTheyWerePut() {
        byte[] odd = {'S', ':', ' ', (byte) 0xE9, '\r', '\n', '\r', '\n', 0, (byte) 0xFF, '\r', '\n'};
        try (MailServer server = MailServer.start(dir, 0, 0)) {
            server.deliver(odd, SUPPORT);
            assertThat(server.inbox(SUPPORT).getFirst().bytes()).isEqualTo(odd);
        }
    }

    @Test
    void recipientsFailOnPurpose() {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            assertThat(refusal(server, "x@fail4.test")).isEqualTo(451);
            assertThat(refusal(server, "x@fail5.test")).isEqualTo(550);
        }
    }

    @Test
    void hangTakesTheLetterAndNeverAnswers() {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            assertThatThrownBy(() -> send(server, SUPPORT, "x@hang.test", "text"))
                    .isInstanceOf(MessagingException.class);
            assertThat(server.inbox("x@hang.test")).hasSize(1);
        }
    }

    /// A client's acknowledgement of half an answer takes 40 ms; a command takes two answers.
    @Test
    void imapAnswersAtOnce() throws Exception {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT);
                Store store = open(server, SUPPORT)) {
            server.deliver(bytes("Subject: one\n\ntext\n"), SUPPORT);
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                inbox.getMessage(1).isSet(Flags.Flag.SEEN);
                inbox.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                });
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            Session session = Session.getInstance(new Properties());
            assertThatThrownBy(() -> session.getStore("imap").connect("127.0.0.1", server.imapPort(), SUPPORT, "wrong"))
                    .isInstanceOf(AuthenticationFailedException.class);
            assertThatThrownBy(() ->
                            session.getTransport("smtp").connect("127.0.0.1", server.smtpPort(), SUPPORT, "wrong"))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    private static int refusal(MailServer server, String to) {
        try {
            send(server, SUPPORT, to, "text");
            return 250;
        } catch (SendFailedException e) {
            return ((SMTPAddressFailedException) e.getNextException()).getReturnCode();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(MailServer server, String from, String to, String text) throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.timeout", "1500");
        settings.setProperty("mail.smtp.auth", "true");
        Session session = Session.getInstance(settings);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setText(text, "UTF-8");
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", server.smtpPort(), SUPPORT, MailServer.PASSWORD);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static Store open(MailServer server, String user) throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", server.imapPort(), user, MailServer.PASSWORD);
        return store;
    }

    private static void idle(IMAPFolder folder) {
        try {
            folder.idle(true);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Letter letter) {
        return new String(letter.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
