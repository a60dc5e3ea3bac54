package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who wrote a mail: a person or a machine, and which.
class MachineMailTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Automatic reply: order 1042",
                "Auto: order 1042",
                "Автоответ: заказ 1042",
                "Автоматична відповідь: замовлення",
                "Abwesenheitsnotiz: Bestellung",
                "Réponse automatique : commande",
                "Respuesta automática: pedido",
                "Re: order 1042 (automatic reply)",
                "[Auto-Reply] Re: order 1042",
                "Automatisk svar: bestilling",
                "Отсутствует на работе: заказ",
                "自动答复: 订单",
                "자동 회신: 주문",
                "I'm out of the office",
            })
    void anAbsenceNoticeIsRecognisedByItsTitle(String subject) {
        assertThat(kind("From: anna@example.com\nSubject: " + subject + "\n\nI am away.\n"))
                .isEqualTo(MachineMail.Kind.VACATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "X-Autoreply: yes",
                "Precedence: auto_reply",
                "X-Apple-Action: VACATION",
                "X-Autoresponder: 1",
                "X-POST-MessageClass: 9; Autoresponder",
                "Preference: auto_reply",
                "X-Mailer: vacation 1.2.7",
            })
    void anAbsenceNoticeIsRecognisedByItsHeader(String header) {
        assertThat(kind("From: anna@example.com\nSubject: Re: order\n" + header + "\n\nI am away.\n"))
                .isEqualTo(MachineMail.Kind.VACATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vacation rental in June",
                "Delivery failed, where is my parcel?",
                "Заказ не доставлено",
                "Re: Undelivered Mail Returned to Sender",
                "Fwd: Undelivered Mail Returned to Sender",
                "Automatic replies do not work",
            })
    void whatAPersonWritesIsNotAMachines(String subject) {
        assertThat(kind("From: anna@example.com\nSubject: " + subject
                        + "\n\nThe courier could not deliver, user unknown he said. Please help.\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    @Test
    void whatAFormGeneratesIsSomebodysMatter() {
        assertThat(
                        kind(
                                "From: form@shop.example\nSubject: contact form\nAuto-Submitted: auto-generated\n\nPlease call.\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    @Test
    void aPersonOnAMailingListIsAPerson() {
        assertThat(
                        kind(
                                "From: anna@example.com\nSubject: hello\nPrecedence: list\nList-Id: <talk.example.org>\n\nHi\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    @Test
    void aReadReceiptIsAReceipt() {
        assertThat(kind("From: anna@example.com\nSubject: Read: order\n"
                        + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
                        + "--b\nContent-Type: text/plain\n\nYour mail was shown.\n"
                        + "--b\nContent-Type: message/disposition-notification\n\n"
                        + "Final-Recipient: rfc822; anna@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n"
                        + "--b--\n"))
                .isEqualTo(MachineMail.Kind.RECEIPT);
    }

    @Test
    void aComplaintIsFeedback() {
        assertThat(kind("From: fbl@provider.example\nSubject: report\n"
                        + "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
                        + "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\n"
                        + "--b\nContent-Type: message/rfc822\n\nSubject: news\n\nnews\n--b--\n"))
                .isEqualTo(MachineMail.Kind.FEEDBACK);
    }

    @Test
    void anAnswerToNobodyIsAutomatic() {
        assertThat(kind(
                        "Return-Path: <>\nFrom: anna@example.com\nSubject: Thank you for your mail\nPrecedence: bulk\n\n"
                                + "I shall answer soon.\n"))
                .isEqualTo(MachineMail.Kind.VACATION);
        assertThat(
                        kind(
                                "Return-Path: <anna@example.com>\nFrom: anna@example.com\nSubject: order\nPrecedence: bulk\n\nHi\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    @Test
    void aFieldThatDeniesIsNoAnswer() {
        assertThat(kind("From: anna@example.com\nSubject: order\nX-Autoreply: no\n\nWhere is it?\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    @Test
    void aMailSystemThatAnswersUnderOurSubjectIsKnownByItsRefusal() {
        String refusal = "Error: invalid address\n\n550 - Requested action not taken: no such user here\n";
        assertThat(kind("From: post_master@mx.example\nSubject: Re:order\n\n" + refusal))
                .isEqualTo(MachineMail.Kind.BOUNCE);
        assertThat(
                        kind(
                                "From: postmaster@mx.example\nSubject: Re: order\n\nI shall look into it. Boris\n> 550 no such user\n"))
                .isEqualTo(MachineMail.Kind.PERSON);
    }

    private static MachineMail.Kind kind(String mail) {
        return MachineMail.kind(MailReader.read(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
