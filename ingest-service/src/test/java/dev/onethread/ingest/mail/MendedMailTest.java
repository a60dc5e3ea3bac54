package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What senders and transports leave out or put in, and every mail program reads all the same.
class MendedMailTest {
    private static final String PARTS = "--bb\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
            + "--bb\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--bb--\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed boundary=bb",
                "multipart/mixed boundary=\"bb\"",
                "multipart/mixed; charset=utf-8 boundary=bb",
                "multipart/mixed; boundary=other",
                "multipart/mixed",
            })
    void aBoundaryIsFoundHoweverItIsDeclared(String type) {
        ParsedMail mail = read("From: anna@example.com\r\nContent-Type: " + type + "\r\n\r\n" + PARTS);
        assertThat(mail.text().strip()).isEqualTo("Hello");
        assertThat(mail.attachments()).extracting(ParsedMail.Attached::name).containsExactly("a.pdf");
    }

    @Test
    void aBoundaryThatAnotherLineClosesIsOneWithoutFieldsBelow() {
        ParsedMail mail = read("From: anna@example.com\r\nContent-Type: multipart/mixed; boundary=other\r\n\r\n"
                + "--bb\r\n\r\nHello\r\n--bb\r\n\r\nworld\r\n--bb--\r\n");
        assertThat(mail.text().lines()).contains("Hello", "world");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "attachment filename=a.pdf | a.pdf",
                "attachment; filename=\"a.pdf\" size=10 | a.pdf",
                "attachment; size=10 filename=a b.pdf | a b.pdf",
                "attachment; filename=\"my \"best\" file.pdf\" | my \"best\" file.pdf",
                "attachment; filename*0=\"long \" filename*1=\"name.pdf\" | long name.pdf",
                "attachment; filename=a=b.pdf | a=b.pdf",
                "attachment; filename=\"a;b.pdf\" | a;b.pdf",
            })
    void aFileKeepsItsNameWithoutSemicolonsAndEscapes(String disposition, String name) {
        assertThat(Parameters.of(disposition).get("filename")).isEqualTo(name);
    }

    @Test
    void aBlankLineForgottenBelowTheHeaderLosesNoPart() {
        ParsedMail mail = read("From: anna@example.com\r\nContent-Type: multipart/mixed; boundary=bb\r\n" + PARTS);
        assertThat(mail.text().strip()).isEqualTo("Hello");
        assertThat(mail.attachments()).hasSize(1);
    }

    @Test
    void aPartThatBeginsWithItsWordsKeepsThem() {
        ParsedMail mail = read("From: anna@example.com\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n"
                + "--bb\r\nWords without a header\r\n\r\n" + PARTS);
        assertThat(mail.text().lines()).contains("Words without a header", "Hello");
        assertThat(mail.marks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", " ", "\r\n\r\n", "\n"})
    void whatStandsAboveTheHeaderIsPassedOver(String above) {
        ParsedMail mail = read(above + "From: anna@example.com\r\nSubject: order\r\n\r\nHello\r\n");
        assertThat(mail.from().getFirst().address()).isEqualTo("anna@example.com");
        assertThat(mail.text().strip()).isEqualTo("Hello");
    }

    @Test
    void linesMayEndInReturnsAlone() {
        ParsedMail mail = read("From: anna@example.com\rSubject: order\r\rHello\rworld\r");
        assertThat(mail.subject()).isEqualTo("order");
        assertThat(mail.text().lines()).containsExactly("Hello", "world");
    }

    @Test
    void aTextWithoutAnyFieldIsAText() {
        assertThat(read("Hello, where is my order\r\n\r\nAnna\r\n")
                        .text()
                        .strip()
                        .lines())
                .contains("Hello, where is my order", "Anna");
    }

    @Test
    void aListsFooterIsNoPartOfAnEncodedText() {
        ParsedMail mail = read("From: anna@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nR3LDvMOfZSB2b24gQW5uYQ==\r\n"
                + "_______________\r\ntalk mailing list\r\ntalk@example.org\r\n");
        assertThat(mail.text().strip()).isEqualTo("Grüße von Anna");
    }

    @Test
    void piecesOfBase64AreStillJoined() {
        assertThat(new String(
                        TransferEncodings.base64("SGVsbG8=\r\nIHdvcmxk\r\n".getBytes(StandardCharsets.US_ASCII)),
                        StandardCharsets.US_ASCII))
                .isEqualTo("Hello world");
    }

    @Test
    void anAddressIsFoundInTwoBracketsAndInALink() {
        for (String from : List.of("Anna <<anna@example.com>>", "Anna <mailto:anna@example.com>")) {
            Senders.Sender sender = Senders.of(from).getFirst();
            assertThat(sender.address()).isEqualTo("anna@example.com");
            assertThat(sender.name()).isEqualTo("Anna");
        }
    }

    @Test
    void addressesAreApartWithoutAComma() {
        List<Senders.Sender> senders =
                Senders.of("Anna Berg <anna@example.com> Boris Berg <boris@example.com>, c@example.com");
        assertThat(senders)
                .extracting(Senders.Sender::address)
                .containsExactly("anna@example.com", "boris@example.com", "c@example.com");
        assertThat(senders).extracting(Senders.Sender::name).containsExactly("Anna Berg", "Boris Berg", null);
    }

    private static ParsedMail read(String mail) {
        return MailReader.read(mail.getBytes(StandardCharsets.UTF_8));
    }
}
