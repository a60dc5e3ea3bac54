package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Mails made to hurt the reader: each is read within its time and still says who wrote it.
class MailBombsTest {
    private static final String HEAD = "From: Anna <anna@example.com>\r\nSubject: boom\r\nMIME-Version: 1.0\r\n";

    /// Cold and uncompiled; bombs take minutes in a reader that is open to them.
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void tenThousandParts() {
        StringBuilder mail = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 10_000; i++) {
            mail.append("--b\r\nContent-Type: text/plain\r\n\r\npart ")
                    .append(i)
                    .append("\r\n");
        }
        ParsedMail read = readSoon(mail.append("--b--\r\n").toString());
        assertThat(read.marks()).anyMatch(mark -> mark.contains("parts"));
        assertThat(read.text()).contains("part 0");
    }

    @Test
    void aMegabyteOfHeader() {
        ParsedMail one = readSoon(HEAD + "X-Long: " + "a".repeat(1_000_000) + "\r\n\r\nText\r\n");
        assertThat(one.text()).contains("Text");
        assertThat(one.marks()).isNotEmpty();
        ParsedMail many = readSoon(HEAD + "X-Short: a\r\n".repeat(80_000) + "\r\nText\r\n");
        assertThat(many.text()).contains("Text");
    }

    @Test
    void encodedWordsAndReferencesWithoutEnd() {
        ParsedMail words = readSoon(HEAD.replace("boom", "=?utf-8?Q?a".repeat(8_000)) + "\r\nText\r\n");
        assertThat(words.from()).hasSize(1);
        ParsedMail references = readSoon(HEAD + "References: " + "<a@b> <c@d>\r\n ".repeat(6_000) + "\r\n\r\nText\r\n");
        assertThat(references.references()).hasSize(2);
        ParsedMail senders = readSoon("From: " + "\"a\\".repeat(30_000) + "<a@example.com>\r\n\r\nText\r\n");
        assertThat(senders.text()).contains("Text");
    }

    @Test
    void multipartsNestedWithoutEnd() {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; i < 2_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        ParsedMail read =
                readSoon(mail.append("Content-Type: text/plain\r\n\r\ndeep\r\n").toString());
        assertThat(read.marks()).isNotEmpty();
        assertThat(read.from()).hasSize(1);
    }

    @Test
    void blanksWithoutEndWhereABoundaryOrASemicolonIsMissing() {
        String blanks = "\t".repeat(190_000);
        readSoon(HEAD + "Content-Type: multipart/mixed\r\n\r\n--b" + blanks
                + "\r\nContent-Type: text/plain\r\n\r\nText\r\n");
        readSoon(HEAD + "Content-Type: text/plain; charset=utf-8" + " ".repeat(90_000) + "x\r\n\r\nText\r\n");
        readSoon(HEAD + "Content-Disposition: attachment; filename=" + "\"".repeat(90_000) + "\r\n\r\nText\r\n");
    }

    @Test
    void addressesWithoutEnd() {
        readSoon("From: " + "a".repeat(95_000) + "\r\n\r\nText\r\n");
        readSoon("From: " + "a".repeat(90_000) + "@example.com\r\n\r\nText\r\n");
        ParsedMail failed = readSoon(
                "From: mailer-daemon@mx.example\r\nX-Failed-Recipients: " + "\\".repeat(95_000) + "\r\n\r\nx\r\n");
        assertThat(Corpus.time(() -> Bounce.of(failed))).isLessThan(SOON);
        ParsedMail report = readSoon("From: mailer-daemon@mx.example\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;" + "-".repeat(190_000)
                + "\r\n--b--\r\n");
        assertThat(Corpus.time(() -> Bounce.of(report))).isLessThan(SOON);
    }

    @Test
    void parametersWithoutEnd() {
        for (String unit : List.of("\"", "a@b.example ", "x=\"y\";", "a*0=b;", "(", "\\")) {
            String parameters = unit.repeat(95_000 / unit.length());
            ParsedMail mail = readSoon(HEAD + "Content-Type: text/plain; " + parameters + "\r\n\r\nText\r\n");
            assertThat(mail.from()).hasSize(1);
            assertThat(mail.text()).contains("Text");
        }
    }

    @Test
    void linesThatNearlyIntroduceAQuotation() {
        for (String line : List.of(
                "On Mon 12.12.2020 10:15 a@b On Mon 12.12.2020 10:15 a@b :\r\n",
                "a wrote 2020 10:15 wrote b wrote 2020 10:15 c wrote :\r\n",
                "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -:\r\n")) {
            ParsedMail mail = readSoon(HEAD + "\r\n" + line.repeat(2_000));
            assertThat(Corpus.time(() -> Replies.split(mail.text()))).isLessThan(SOON);
        }
    }

    @Test
    void mailsInsideMailsInsideMails() {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; i < 200; i++) {
            mail.append("Content-Type: message/rfc822\r\n\r\nSubject: ")
                    .append(i)
                    .append("\r\n");
        }
        assertThat(readSoon(mail.append("\r\nend\r\n").toString()).attachments())
                .hasSize(1);
    }

    @Test
    void htmlNestedWithoutEnd() {
        String html = "<div>".repeat(200_000) + "deep" + "<blockquote>".repeat(50_000) + "<table><td>".repeat(5_000);
        ParsedMail read = readSoon(HEAD + "Content-Type: text/html\r\n\r\n" + html);
        assertThat(read.from()).hasSize(1);
    }

    @Test
    void linesWithoutEndAndQuotationsWithoutEnd() {
        ParsedMail line = readSoon(HEAD + "\r\n" + "word ".repeat(1_000_000));
        assertThat(Replies.split(line.text()).text()).startsWith("word");
        String text = "On \n".repeat(3_000) + ">".repeat(100_000) + "\n> ".repeat(3_000) + "wrote:";
        assertThat(Corpus.time(() -> Replies.split(text))).isLessThan(SOON);
    }

    @Test
    void noise() {
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(4_000)];
            random.nextBytes(noise);
            assertThat(MailReader.read(noise)).isNotNull();
            byte[] mail = RealMailFaultsTest.bytes("html-and-attachment");
            for (int hit = 0; hit < 20; hit++) {
                mail[random.nextInt(mail.length)] = (byte) random.nextInt();
            }
            assertThat(MailReader.read(mail)).isNotNull();
        }
        assertThat(MailReader.read(new byte[0]).from()).isEmpty();
    }

    private static ParsedMail readSoon(String mail) {
        byte[] bytes = mail.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Corpus.time(() -> MailReader.read(bytes))).isLessThan(SOON);
        return MailReader.read(bytes);
    }
}
