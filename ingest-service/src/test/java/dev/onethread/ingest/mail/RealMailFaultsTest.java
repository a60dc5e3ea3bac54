package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.ingest.core.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real programs get wrong, one small mail for each.
class RealMailFaultsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw-8bit-headers-windows-1251 | Здравствуйте, где мой заказ?",
                "utf-7-body | Grüße, 1 + 1",
                "macintosh-body | Café “déjà vu”",
                "iso-8859-8-i-body | שלום עולם",
                "gbk-labelled-gb2312 | 朱镕基 喆 说你好",
                "iso-2022-jp-with-halfwidth-kana | こんにちはｶﾅ",
                "unknown-charset-koi8-r | Добрый день, у меня вопрос по счёту за ноябрь",
                "nested-message-rfc822 | See the mail below.",
                "duplicate-headers | Text",
            })
    void theTextIsReadWhateverItsCharset(String mail, String text) {
        assertThat(read(mail).text().strip()).isEqualTo(text);
    }

    @Test
    void headersOfRawOctetsAreRead() {
        ParsedMail mail = read("raw-8bit-headers-windows-1251");
        assertThat(mail.from()).containsExactly(new Senders.Sender("Анна Петрова", "anna@example.com"));
        assertThat(mail.subject()).isEqualTo("Где мой заказ?");
    }

    @Test
    void encodedWordsCutWithinACharacterAreJoined() {
        ParsedMail mail = read("encoded-word-split-in-a-character");
        assertThat(mail.subject()).isEqualTo("Где мой заказ");
        assertThat(mail.from().getFirst().name()).isEqualTo("Анна");
    }

    @Test
    void aMailInsideAMailIsAnAttachment() {
        ParsedMail mail = read("nested-message-rfc822");
        assertThat(mail.attachments()).hasSize(1);
        assertThat(mail.attachments().getFirst().mediaType()).isEqualTo("message/rfc822");
        assertThat(MailReader.read(mail.attachments().getFirst().bytes()).subject())
                .isEqualTo("inner subject");
    }

    @Test
    void winmailDatIsKept() {
        assertThat(read("winmail-dat").attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("winmail.dat"))
                .satisfies(file -> assertThat(file.bytes()).startsWith(0x78, 0x9f, 0x3e, 0x22));
    }

    @Test
    void aUuencodedFileIsTakenOutOfTheText() {
        ParsedMail mail = read("uuencoded-in-the-body");
        assertThat(mail.text())
                .contains("Here is the log.")
                .contains("Regards, Anna")
                .doesNotContain("begin 644");
        assertThat(mail.attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("server.log"))
                .satisfies(file -> assertThat(new String(file.bytes())).isEqualTo("line one\nline two\n".repeat(5)));
    }

    @Test
    void fileNamesAreReadInEveryWayTheyAreWritten() {
        assertThat(names("filename-rfc2231-continued")).containsExactly("Счёт 1042 (ноябрь).pdf");
        assertThat(names("filename-rfc2047-in-quotes")).containsExactly("Счёт 1042.pdf", "прайс.xlsx");
    }

    @Test
    void hostileFileNamesAreShownHarmless() {
        List<String> shown = names("filename-hostile").stream()
                .map(name -> FileNames.safe(name, "file"))
                .toList();
        assertThat(shown.get(0)).isEqualTo("htaccess");
        assertThat(shown.get(1)).isEqualTo("invoicefdp.exe");
        assertThat(shown.get(2)).hasSizeLessThanOrEqualTo(255).endsWith(".png");
    }

    @Test
    void theFirstSenderIsTheSender() {
        assertThat(read("two-from-fields").from().getFirst().address()).isEqualTo("anna@example.com");
        assertThat(read("several-mailboxes-in-from").from())
                .first()
                .isEqualTo(new Senders.Sender("Petrova, Anna", "anna@example.com"));
        assertThat(read("no-from").from()).isEmpty();
    }

    @Test
    void remarksBesideANameAreShownWithIt() {
        assertThat(Senders.of("Anna Petrova (Shop Ltd.) <anna@example.com>"))
                .containsExactly(new Senders.Sender("Anna Petrova (Shop Ltd.)", "anna@example.com"));
        assertThat(Senders.of("anna@mail . example (Anna)"))
                .containsExactly(new Senders.Sender("Anna", "anna@mail.example"));
    }

    @Test
    void aMailWhoseBoundaryWasRewrittenIsTakenApart() {
        String mail = "From: anna@example.com\nContent-Type: multipart/mixed; boundary=old\n\n"
                + "--new\nContent-Type: text/plain\n\nHello\n--new--\n";
        assertThat(MailReader.read(Charsets.bytes(mail)).text().strip()).isEqualTo("Hello");
        assertThat(MailReader.read(Charsets.bytes(mail.replace("; boundary=old", "")))
                        .text()
                        .strip())
                .isEqualTo("Hello");
    }

    @Test
    void flowedLinesAreJoined() {
        assertThat(read("format-flowed").text().lines())
                .containsExactly(
                        "This is one long line that was wrapped by the program.",
                        "",
                        "> quoted words that go on",
                        "-- ",
                        "Anna");
    }

    @Test
    void brokenEncodingsLoseNothingThatCanBeRead() {
        assertThat(read("quoted-printable-faults").text().replace("\r\n", "\n"))
                .isEqualTo("100% sure, a=b, price is €5 and =zz stays.\nlast");
        assertThat(read("base64-faults").text()).isEqualTo("Hello, this is broken...");
    }

    @Test
    void ofRepeatedHeadersTheFirstThatSaysSomethingCounts() {
        ParsedMail mail = read("duplicate-headers");
        assertThat(mail.subject()).isEqualTo("the second says something");
        assertThat(mail.messageId()).isEqualTo("<first@example.com>");
    }

    @Test
    void htmlBecomesTextAsAPersonReadsIt() {
        ParsedMail mail = read("outlook-reply-html-only");
        Replies.Split split = Replies.split(mail.text());
        assertThat(split.text()).isEqualTo("Спасибо, получил.\n\nА где счёт?");
        assertThat(split.quoted()).startsWith("От: Магазин").contains("Заказ отправлен.");
        assertThat(mail.references()).containsExactly("<sent-1040@shop.example>", "<sent-1041@shop.example>");
    }

    @Test
    void aRussianReplyIsCutFromItsQuotation() {
        Replies.Split split = Replies.split(read("gmail-reply-russian").text());
        assertThat(split.text()).isEqualTo("Ещё не пришёл, а сегодня уже пятница.");
        assertThat(split.quoted()).startsWith("пн, 3 июн. 2024 г.").contains("> Ждите в среду.");
    }

    @Test
    void aBounceNamesWhoWasNotReachedAndWhichMail() {
        assertThat(Bounce.of(read("bounce-user-unknown")))
                .singleElement()
                .isEqualTo(new Bounce(
                        "gone@example.com",
                        "failed",
                        "5.1.1",
                        "smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown",
                        "<sent-1041@shop.example>",
                        BounceReason.USER_UNKNOWN));
    }

    @Test
    void anAutomaticReplyIsNoBounce() {
        assertThat(Bounce.of(read("out-of-office"))).isEmpty();
        assertThat(MachineMail.kind(read("out-of-office"))).isEqualTo(MachineMail.Kind.VACATION);
    }

    @Test
    void theSameMailHasOneIdentityWhateverRelaysAdd() {
        byte[] mail = bytes("html-and-attachment");
        byte[] relayed = ("Received: from a by b; Fri, 20 Nov 2026 18:02:12 +0300\r\n" + Charsets.octets(mail) + "\r\n")
                .replace("\r\n", "\n")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(MailReader.read(relayed).identity())
                .isEqualTo(MailReader.read(mail).identity());
    }

    @Test
    void aReusedMessageIdIsAnotherMail() {
        byte[] mail = bytes("html-and-attachment");
        byte[] other = Charsets.bytes(Charsets.octets(mail).replace("order 1042", "order 1043"));
        assertThat(MailReader.read(other).identity())
                .isNotEqualTo(MailReader.read(mail).identity());
    }

    private static List<String> names(String mail) {
        return read(mail).attachments().stream().map(ParsedMail.Attached::name).toList();
    }

    static ParsedMail read(String name) {
        return MailReader.read(bytes(name));
    }

    static byte[] bytes(String name) {
        try (InputStream in = RealMailFaultsTest.class.getResourceAsStream("/mail/" + name + ".eml")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
