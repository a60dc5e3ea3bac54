package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our fixtures, damaged in every way a bad program or a bad line can, thousands of times and always the same. What
/// was damaged is never exactly known, so these are promises: it is read, at once, and no words get lost.
class BrokenMailTest {
    private static final List<String> MAILS = List.of(
            "base64-faults",
            "bounce-user-unknown",
            "filename-hostile",
            "filename-rfc2047-in-quotes",
            "filename-rfc2231-continued",
            "format-flowed",
            "gmail-reply-russian",
            "html-and-attachment",
            "iso-2022-jp-with-halfwidth-kana",
            "nested-message-rfc822",
            "outlook-reply-html-only",
            "quoted-printable-faults",
            "utf-7-body",
            "uuencoded-in-the-body",
            "winmail-dat");

    static Stream<String> mails() {
        return MAILS.stream();
    }

    @ParameterizedTest
    @MethodSource("mails")
    void aDamagedMailIsStillRead(String name) {
        byte[] mail = RealMailFaultsTest.bytes(name);
        Random random = new Random(name.hashCode());
        for (int n = 0; n < 120; n++) {
            byte[] damaged = damaged(mail, random);
            int number = n;
            assertThatCode(() -> everything(damaged))
                    .as("damage %d of %s", number, name)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("mails")
    void aMailThatEndsAnywhereIsStillRead(String name) {
        byte[] mail = RealMailFaultsTest.bytes(name);
        IntStream.iterate(0, end -> end < mail.length, end -> end + 5)
                .forEach(end -> everything(Arrays.copyOf(mail, end)));
    }

    /// Splitting takes nothing away: text, signature and quotation hold every word of the whole.
    @ParameterizedTest
    @MethodSource("mails")
    void splittingLosesNoWord(String name) {
        Random random = new Random(name.hashCode());
        List<String> lines = new java.util.ArrayList<>(List.of(
                "Hello",
                "",
                "> quoted",
                ">> deeper",
                "-- ",
                "--",
                "Anna",
                "On Mon, 1 Jun 2026 at 10:00, Bob wrote:",
                "From: Bob <bob@example.com>",
                "Sent: Monday, 1 June 2026 10:00",
                "To: Anna",
                "Subject: Re: x",
                "_____",
                "-----Original Message-----",
                "пн, 1 июн. 2026 г. в 10:00, Боб <b@example.com>:",
                "Спасибо!",
                "Отправлено с iPhone",
                "Sent from my iPhone",
                "От: Боб",
                "Отправлено: понедельник",
                "Кому: Анна",
                "Am 01.06.2026 um 10:00 schrieb Bob:",
                "Le lun. 1 juin 2026 à 10:00, Bob a écrit :",
                "***"));
        MailReader.read(RealMailFaultsTest.bytes(name)).text().lines().forEach(lines::add);
        for (int n = 0; n < 200; n++) {
            List<String> some = random.ints(random.nextInt(1, 25), 0, lines.size())
                    .mapToObj(lines::get)
                    .toList();
            String whole = String.join("\n", some);
            Replies.Split split = Replies.split(whole);
            String all = split.text() + "\n" + (split.signature() == null ? "" : split.signature()) + "\n"
                    + (split.quoted() == null ? "" : split.quoted());
            assertThat(words(all)).as(whole).isEqualTo(words(whole));
        }
    }

    /// Four times the mail takes about four times as long; an answer that is quadratic takes sixteen.
    @ParameterizedTest
    @MethodSource("mails")
    void timeGrowsWithTheMailAndNotFaster(String name) {
        byte[] mail = RealMailFaultsTest.bytes(name);
        byte[] once = repeated(mail, 60_000);
        byte[] often = repeated(mail, 240_000);
        for (int warm = 0; warm < 5; warm++) {
            everything(once);
        }
        double small = seconds(once);
        double large = seconds(often);
        assertThat(large).as("%s: %.3f s for a quarter of it", name, small).isLessThan(Math.max(0.4, small * 12));
    }

    private static double seconds(byte[] mail) {
        var threads = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        for (int n = 0; n < 3; n++) {
            long before = threads.getCurrentThreadCpuTime();
            everything(mail);
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - before) / 1e9);
        }
        return best;
    }

    private static byte[] repeated(byte[] mail, int length) {
        int body = MailReader.bodyStart(mail);
        byte[] grown = Arrays.copyOf(mail, Math.max(length, mail.length));
        for (int at = mail.length; at < grown.length; at++) {
            grown[at] = mail[body + (at - body) % (mail.length - body)];
        }
        return grown;
    }

    private static void everything(byte[] mail) {
        ParsedMail read = MailReader.read(mail);
        Replies.split(read.text());
        MachineMail.kind(read);
        Bounce.of(read);
        assertThat(read.identity()).hasSize(64);
    }

    /// Octets changed, lost, doubled, moved; lines lost, doubled, swapped, run together; all of it of one seed.
    private static byte[] damaged(byte[] mail, Random random) {
        byte[] bytes = mail.clone();
        for (int n = random.nextInt(1, 8); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, random.nextInt(1, 40));
            bytes = switch (random.nextInt(7)) {
                case 0 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
                case 1 -> joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> joined(Arrays.copyOfRange(bytes, at, bytes.length), Arrays.copyOf(bytes, at));
                case 3 -> replaced(bytes, "\r\n", random.nextBoolean() ? "\n" : "\r");
                case 4 ->
                    replaced(
                            bytes,
                            List.of("=", "\"", ";", "--", "boundary", "charset", ":", "<")
                                    .get(random.nextInt(8)),
                            random.nextBoolean() ? "" : "==");
                case 5 -> joined(bytes, bytes.length > 200_000 ? new byte[0] : bytes);
                default -> {
                    byte[] changed = bytes.clone();
                    changed[at] = (byte) random.nextInt(256);
                    yield changed;
                }
            };
            if (bytes.length == 0) {
                return new byte[] {'\n'};
            }
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, String what, String by) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }
}
