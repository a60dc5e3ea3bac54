package dev.onethread.local.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mail of the real world, collected beside the project: whatever comes over SMTP lies in the mailbox, byte for byte.
/// Two letters made to be broken have no empty line after their headers; GreenMail's parser divides them its own way.
@Timeout(120)
class CorpusTest {
    private static final String SUPPORT = "support@shop.test";
    private static final String NO_END_OF_HEADERS = "-noheader.eml";

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"mail", "auto"})
    void everyLetterIsTakenAndReadBackAlsoAfterARestart(String corpus) throws Exception {
        Path folder = Path.of("../../../shared/corpora").resolve(corpus);
        assumeTrue(Files.isDirectory(folder), "no collected mail beside the project: " + folder);
        Map<String, byte[]> letters = letters(folder);
        try (MailServer server = MailServer.start(dir, 0, 0, SUPPORT)) {
            for (var letter : letters.entrySet()) {
                assertThat(send(server.smtpPort(), letter.getValue()))
                        .as(letter.getKey())
                        .startsWith("250");
            }
            assertThat(different(server, letters)).isEmpty();
        }
        try (MailServer server = MailServer.start(dir, 0, 0)) {
            assertThat(different(server, letters)).isEmpty();
        }
    }

    private static Map<String, byte[]> letters(Path folder) throws IOException {
        Map<String, byte[]> letters = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                String text = new String(Lines.withCrLf(Files.readAllBytes(file)), ISO_8859_1);
                letters.put(
                        file.getFileName().toString(),
                        (text.endsWith("\r\n") ? text : text + "\r\n").getBytes(ISO_8859_1));
            }
        }
        return letters;
    }

    /// The names of those that come back over IMAP other than they were sent.
    private static List<String> different(MailServer server, Map<String, byte[]> letters) throws Exception {
        List<String> different = new ArrayList<>();
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", server.imapPort(), SUPPORT, MailServer.PASSWORD);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message[] found = inbox.getMessages();
            assertThat(found).hasSameSizeAs(letters.keySet());
            int i = 0;
            for (var letter : letters.entrySet()) {
                String sent = "Return-Path: <>\r\n" + new String(letter.getValue(), ISO_8859_1);
                String read = read(found[i++]);
                if (letter.getKey().endsWith(NO_END_OF_HEADERS)) {
                    assertThat(words(read)).as(letter.getKey()).isEqualTo(words(sent));
                } else if (!sent.equals(read)) {
                    different.add(letter.getKey());
                }
            }
        }
        return different;
    }

    private static String words(String letter) {
        return letter.replaceAll("\\s+", " ").strip();
    }

    private static String read(Message message) throws Exception {
        try (InputStream bytes = ((IMAPMessage) message).getMimeStream()) {
            return new String(bytes.readAllBytes(), ISO_8859_1);
        }
    }

    /// As it stands; a mail library would write it anew.
    private static String send(int port, byte[] letter) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            in.readLine();
            for (String line : List.of("HELO home.test", "MAIL FROM:<>", "RCPT TO:<" + SUPPORT + ">", "DATA")) {
                out.write((line + "\r\n").getBytes(ISO_8859_1));
                in.readLine();
            }
            String dotted = new String(letter, ISO_8859_1).replaceAll("(?m)^\\.", "..");
            out.write((dotted + ".\r\n").getBytes(ISO_8859_1));
            return String.valueOf(in.readLine());
        }
    }
}
