package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// As Gmail, Outlook, Apple Mail and Russian mail programs pass mails on.
class ForwardsTest {
    @Test
    void belowTheMarkOfAMailProgram() {
        Forwards.Inner inner = inner("Fwd: My order", """
                Look at this please.

                ---------- Forwarded message ---------
                From: Kim Lee <kim@example.com>
                Date: Mon, 30 Nov 2026 at 10:00
                Subject: My order
                To: <anna@shop.example>

                Where is my order 1042?

                Kim
                """);
        assertThat(inner.from()).isEqualTo(new Senders.Sender("Kim Lee", "kim@example.com"));
        assertThat(inner.mail().text()).isEqualTo("Where is my order 1042?\n\nKim");
        assertThat(inner.mail().subject()).isEqualTo("My order");
    }

    @Test
    void belowTheFieldsThatOutlookRepeats() {
        Forwards.Inner inner = inner("FW: Счёт", """
                См. ниже

                From: Ким Ли [mailto:kim@example.com]
                Sent: Monday, November 30, 2026 10:00 AM
                To: Anna
                Subject: Счёт

                Пришлите счёт.
                """);
        assertThat(inner.from().address()).isEqualTo("kim@example.com");
        assertThat(inner.from().name()).isEqualTo("Ким Ли");
        assertThat(inner.mail().text()).isEqualTo("Пришлите счёт.");
        assertThat(inner.mail().subject()).isEqualTo("Счёт");
    }

    @Test
    void asAppleMailQuotesIt() {
        Forwards.Inner inner = inner("Fwd: My order", """
                Begin forwarded message:

                > From: Kim Lee <kim@example.com>
                > Subject: My order
                > Date: November 30, 2026 at 10:00:00
                > To: anna@shop.example
                >\s
                > Where is it?
                """);
        assertThat(inner.from().address()).isEqualTo("kim@example.com");
        assertThat(inner.mail().text()).isEqualTo("Where is it?");
    }

    @Test
    void inRussian() {
        Forwards.Inner inner = inner("Fwd: Заказ", """
                -------- Пересланное сообщение --------
                Тема: Заказ
                Дата: Mon, 30 Nov 2026 10:00:00 +0300
                От: Ким Ли <kim@example.com>
                Кому: anna@shop.example

                Где мой заказ?
                """);
        assertThat(inner.from()).isEqualTo(new Senders.Sender("Ким Ли", "kim@example.com"));
        assertThat(inner.mail().text()).isEqualTo("Где мой заказ?");
    }

    @Test
    void asAFileOfItsOwn() {
        ParsedMail mail = MailReader.read(("From: anna@shop.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee\r\n"
                        + "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Kim <kim@example.com>\r\n"
                        + "Message-ID: <42@example.com>\r\nSubject: My order\r\n\r\nWhere is it?\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        Forwards.Inner inner = Forwards.of(mail);
        assertThat(inner.from()).isEqualTo(new Senders.Sender("Kim", "kim@example.com"));
        assertThat(inner.mail().messageId()).isEqualTo("<42@example.com>");
        assertThat(inner.mail().text().strip()).isEqualTo("Where is it?");
    }

    @Test
    void anAnswerBringsNoMailAndNeitherDoesOneThatNamesNoAddress() {
        assertThat(inner("Re: My order", """
                Thank you

                From: Anna <anna@shop.example>
                Sent: Monday, November 30, 2026 10:00 AM
                To: Kim
                Subject: My order

                It has been sent.
                """)).isNull();
        assertThat(inner("Fwd: My order", """
                ---------- Forwarded message ---------
                From: Kim Lee
                Subject: My order

                Where is it?
                """)).isNull();
        assertThat(inner("Fwd: nothing", "Just words\n")).isNull();
    }

    private static Forwards.@Nullable Inner inner(String subject, String text) {
        return Forwards.of(MailReader.read(("From: Anna <anna@shop.example>\r\nSubject: " + subject
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.replace("\n", "\r\n"))
                .getBytes(StandardCharsets.UTF_8)));
    }
}
