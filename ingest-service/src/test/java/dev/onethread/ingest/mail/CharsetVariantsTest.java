package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same words under every label that somebody gives the charset, in every place a mail has for words.
class CharsetVariantsTest {
    private static final String RUSSIAN = "Здравствуйте! Где мой заказ 1042? Спасибо, Анна Ёлкина.";
    private static final String UKRAINIAN = "Добрий день! Де моє замовлення? Їжак, єдиний.";
    private static final String GREEK = "Καλημέρα, πού είναι η παραγγελία μου;";
    private static final String HEBREW = "שלום, איפה ההזמנה שלי?";
    private static final String TURKISH = "Günaydın, siparişim nerede? İzmir çağrı";
    private static final String POLISH = "Dzień dobry, gdzie jest moje zamówienie? Zażółć gęślą jaźń";
    private static final String FRENCH = "Bonjour, où est ma commande ? Ça coûte 10, élève";
    private static final String JAPANESE = "こんにちは。私の注文はどこですか。カタカナ漢字";
    private static final String CHINESE = "你好,朱镕基 喆 囧,我的订单在哪里?";
    private static final String TAIWANESE = "您好,我的訂單在哪裡?謝謝";
    private static final String KOREAN = "안녕하세요, 제 주문은 어디에 있나요? 똠방";
    private static final String THAI = "สวัสดีครับ คำสั่งซื้อของฉันอยู่ที่ไหน";

    /// Labels, the charset their bytes are in, and the words.
    static Stream<Arguments> labels() {
        return Stream.of(
                        of(RUSSIAN, "KOI8-R", "koi8-r", "KOI8-R", "cskoi8r", "koi8"),
                        of(UKRAINIAN, "KOI8-U", "koi8-u", "koi8-ru"),
                        of(RUSSIAN, "windows-1251", "windows-1251", "cp1251", "CP-1251", "win-1251", "x-cp1251"),
                        of(RUSSIAN, "windows-1251", "windows1251", "ansi-1251", "microsoft-cp1251", "us-ascii", "foo"),
                        of(RUSSIAN, "IBM866", "ibm866", "cp866", "866", "dos-866", "unknown-8bit"),
                        of(RUSSIAN, "ISO-8859-5", "iso-8859-5", "iso88595", "cyrillic", "iso_8859-5:1988"),
                        of(RUSSIAN, "x-MacCyrillic", "x-mac-cyrillic", "maccyrillic"),
                        of(RUSSIAN, "UTF-8", "utf8", "UTF_8", "unicode", "us-ascii", "iso-8859-1", "windows-1251"),
                        of(RUSSIAN, "UTF-8", "koi8-r", "gb2312", "iso-8859-2", "x-nobody-knows", "cp65001"),
                        of(RUSSIAN, "windows-1251", "utf-8", "iso-8859-1", "koi8-r", "windows-1252"),
                        of(RUSSIAN, "KOI8-R", "windows-1251", "iso-8859-1"),
                        of(JAPANESE, "EUC-JP", "shift_jis"),
                        of(GREEK, "ISO-8859-7", "iso-8859-7", "greek", "us-ascii", "sun_eu_greek"),
                        of(HEBREW, "windows-1255", "iso-8859-8-i", "iso-8859-8", "hebrew", "logical", "iso-8859-8i"),
                        of(HEBREW, "windows-1255", "us-ascii", "csiso88598i"),
                        of(TURKISH, "windows-1254", "iso-8859-9", "latin5", "turkish", "windows-1254"),
                        of(POLISH, "ISO-8859-2", "iso-8859-2", "latin2", "iso_8859-2:1987"),
                        of(POLISH, "x-MacCentralEurope", "x-mac-ce", "x-mac-centraleurroman"),
                        of(FRENCH, "windows-1252", "iso-8859-1", "latin1", "iso88591", "\"iso-8859-1\"", "8859-1"),
                        of(FRENCH, "windows-1252", "us-ascii", "x-unknown", "utf-8", "(null)", "ansi_1252"),
                        of(FRENCH, "x-MacRoman", "macintosh", "mac", "x-mac-roman", "csmacintosh", "mac-roman"),
                        of(JAPANESE, "ISO-2022-JP", "iso-2022-jp", "csiso2022jp", "iso-2022-jp-2004", "cp50221"),
                        of(JAPANESE, "ISO-2022-JP", "us-ascii", "utf-8", "shift_jis", "iso-8859-1"),
                        of(JAPANESE + "ﾊﾝｶｸ", "x-windows-iso2022jp", "iso-2022-jp", "iso-2022-jp-ms", "iso-2022-jp-1"),
                        of("①番の注文、㈱髙橋", "x-windows-iso2022jp", "iso-2022-jp", "iso-2022-jp-3", "cp50220"),
                        of("①番の注文、㈱髙橋、ﾊﾝｶｸ", "windows-31j", "shift_jis", "x-sjis", "windows-932", "x-ms-cp932"),
                        of(JAPANESE, "EUC-JP", "euc-jp", "x-euc-jp", "eucjp", "us-ascii"),
                        of(CHINESE, "GB18030", "gb2312", "GBK", "gb_2312-80", "chinese", "cp936", "windows-936"),
                        of(TAIWANESE, "Big5-HKSCS", "big5", "cn-big5", "cp950", "us-ascii"),
                        of(KOREAN, "x-windows-949", "euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "uhc", "5601"),
                        of(KOREAN, "x-windows-949", "us-ascii"),
                        of(THAI, "x-windows-874", "tis-620", "iso-8859-11", "dos-874", "us-ascii"))
                .flatMap(List::stream);
    }

    private static List<Arguments> of(String words, String charset, String... labels) {
        return Stream.of(labels)
                .map(label -> Arguments.of(label, Charset.forName(charset), words))
                .toList();
    }

    @ParameterizedTest(name = "{1} called {0}")
    @MethodSource("labels")
    void wordsAreReadWhateverTheirCharsetIsCalled(String label, Charset charset, String words) {
        byte[] octets = words.getBytes(charset);
        assertThat(Charsets.decode(octets, label)).as("alone").isEqualTo(words);
        for (String encoding : List.of("8bit", "base64", "quoted-printable")) {
            ParsedMail mail = MailReader.read(mail(label, encoding, octets));
            assertThat(mail.text().strip()).as("body in %s", encoding).isEqualTo(words);
        }
    }

    @ParameterizedTest(name = "{1} called {0}")
    @MethodSource("labels")
    void encodedWordsAndFileNamesToo(String label, Charset charset, String words) {
        if (!label.matches("[A-Za-z0-9_-]+")) {
            return;
        }
        byte[] octets = words.getBytes(charset);
        String base64 = "=?" + label + "?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
        String q = "=?" + label + "?Q?" + escaped(octets, '=') + "?=";
        assertThat(EncodedWords.decode(base64)).isEqualTo(words);
        assertThat(EncodedWords.decode(q)).isEqualTo(words);
        assertThat(Parameters.of("attachment; filename*=" + label + "''" + escaped(octets, '%'))
                        .get("filename"))
                .isEqualTo(words);
        assertThat(Parameters.of("attachment; filename=\"" + base64 + "\"").get("filename"))
                .isEqualTo(words);
        assertThat(Senders.of(q + " <anna@example.com>").getFirst().name()).isEqualTo(words.strip());
    }

    @Test
    void sevenBitUnicodeAndChineseAreRead() {
        assertThat(Charsets.decode(ascii("+BBcENARABDAEMgRBBEIEMgRDBDk-!"), "csUnicode11UTF7"))
                .isEqualTo("Здравствуй!");
        assertThat(Charsets.decode(ascii("~{Dc:C~}, ~~ ~{NR5D6)5%~}"), "hz-gb-2312"))
                .isEqualTo("你好, ~ 我的订单");
        assertThat(Charsets.decode(new byte[] {'B', 'o', (byte) 0xF0}, "iso-8859-14"))
                .isEqualTo("Boŵ");
    }

    @Test
    void hypertextNamesItsCharsetItselfWhereTheMailDoesNot() {
        String html =
                "<html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'></head><body>"
                        + POLISH + "</body></html>";
        for (String type : List.of("text/html", "text/html; charset=us-ascii")) {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            mail.writeBytes(ascii("From: anna@example.com\r\nContent-Type: " + type + "\r\n\r\n"));
            mail.writeBytes(html.getBytes(Charset.forName("ISO-8859-2")));
            assertThat(MailReader.read(mail.toByteArray()).text()).contains(POLISH);
        }
    }

    @Test
    void aDoubleByteLabelIsBelievedWhereUtf8WouldBeNoText() {
        byte[] once = TAIWANESE.getBytes(Charset.forName("Big5-HKSCS"));
        byte[] twice = new String(once, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        assertThat(Charsets.decode(twice, "big5")).isEqualTo(new String(twice, Charset.forName("Big5-HKSCS")));
        byte[] utf8 = TAIWANESE.getBytes(StandardCharsets.UTF_8);
        assertThat(Charsets.decode(utf8, "big5")).isEqualTo(TAIWANESE);
    }

    @Test
    void ukrainianDosIsRead() {
        assertThat(Charsets.decode(
                        new byte[] {(byte) 0x84, (byte) 0xA5, ' ', (byte) 0xAC, (byte) 0xAE, (byte) 0xF5}, "cp1125"))
                .isEqualTo("Де моє");
    }

    @Test
    void aChineseTextThatHappensToBeUtf8StaysChinese() {
        // The two words are valid UTF-8 of four Cyrillic-like letters; their label decides.
        byte[] octets = "褋懈".getBytes(Charset.forName("GB18030"));
        assertThat(Charsets.strict(octets, StandardCharsets.UTF_8)).isNotNull();
        assertThat(Charsets.decode(octets, "gbk")).isEqualTo("褋懈");
    }

    private static byte[] mail(String label, String encoding, byte[] octets) {
        byte[] body = switch (encoding) {
            case "base64" -> Base64.getMimeEncoder().encode(octets);
            case "quoted-printable" -> ascii(escaped(octets, '='));
            default -> octets;
        };
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        String type = label.matches("[A-Za-z0-9_\"-]+") ? label : "\"" + label + "\"";
        mail.writeBytes(
                ascii("From: anna@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="
                        + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n"));
        mail.writeBytes(body);
        mail.writeBytes(ascii("\r\n"));
        return mail.toByteArray();
    }

    private static String escaped(byte[] octets, char mark) {
        StringBuilder text = new StringBuilder();
        for (byte b : octets) {
            text.append(mark).append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return text.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
