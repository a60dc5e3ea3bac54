package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes back, as the mail systems of the world write it.
class BounceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown | 5.1.1 | USER_UNKNOWN | true",
                "550 No such user here | | USER_UNKNOWN | true",
                "550 Пользователь не найден | | USER_UNKNOWN | true",
                "550 5.4.1 Recipient address rejected: Access denied | 5.4.1 | USER_UNKNOWN | true",
                "Host or domain name not found. Name service error for name=example.invalid | 5.4.4 | HOST_UNKNOWN | true",
                "550 5.1.6 recipient no longer on server | 5.1.6 | MOVED | true",
                "552 5.2.2 <gone@example.com>: user is over quota | 5.2.2 | MAILBOX_FULL | false",
                "550 Ящик переполнен | | MAILBOX_FULL | false",
                "550-5.2.1 The email account that you tried to reach is disabled | 5.2.1 | SUSPENDED | false",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example | 5.7.1 | BLOCKED | false",
                "550-5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy | 5.7.26 | UNAUTHENTICATED | false",
                "552 5.3.4 Message size exceeds fixed limit | 5.3.4 | TOO_BIG | false",
                "550 5.7.1 Message rejected as spam | 5.7.1 | SPAM | false",
                "550 User unknown (in reply to end of DATA command) | | FILTERED | false",
                "550 #5.1.0 Address rejected. | 5.1.0 | USER_UNKNOWN | true",
                "550 5.1.11 RESOLVER.ADR.ExRecipNotFound; not found | 5.1.11 | USER_UNKNOWN | true",
                "550 5.1.1 Mail refused - address <gone@example.com> recipient unknown | 5.1.1 | USER_UNKNOWN | true",
                "550 5.7.1 Message rejected | 5.7.1 | POLICY | false",
                "556 5.1.10 Recipient address has null MX | 5.1.10 | NO_MAIL_HOST | true",
                "451 4.7.1 Greylisting in action | 4.7.1 | POLICY | false",
            })
    void theReasonIsReadFromTheWordsAndElseFromTheCode(String words, String status, String reason, boolean dead) {
        BounceReason read = BounceReasons.of(words, status);
        assertThat(read.isDead()).isEqualTo(dead);
        assertThat(read).isEqualTo(BounceReason.valueOf(reason));
    }

    @Test
    void qmailTellsInItsText() {
        Bounce bounce = only("From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
                + "Hi. This is the qmail-send program at mx.example.\n"
                + "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                + "<gone@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
                + "--- Below this line is a copy of the message.\n\n"
                + "Return-Path: <help@shop.example>\nMessage-ID: <sent-1@shop.example>\nTo: gone@example.com\n");
        assertThat(bounce.recipient()).isEqualTo("gone@example.com");
        assertThat(bounce.status()).isEqualTo("5.1.1");
        assertThat(bounce.permanent()).isTrue();
        assertThat(bounce.originalMessageId()).isEqualTo("<sent-1@shop.example>");
    }

    @Test
    void qmailGivesUpAlsoWhereTheAddressIsUnknown() {
        Bounce bounce = only(
                "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
                        + "Hi. This is the qmail-send program at mx.example.\n\n"
                        + "<gone@example.com>:\n192.0.2.1 does not like recipient.\n"
                        + "Remote host said: 550 cuda_nsu 5.1.1 <gone@example.com>: Recipient address rejected\nGiving up on 192.0.2.1.\n");
        assertThat(bounce.reason()).isEqualTo(BounceReason.USER_UNKNOWN);
    }

    @Test
    void whenTheMailWasReceivedIsNotYetTheMail() {
        Bounce bounce =
                only("From: \"Courier mail server\" <postmaster@mx.example>\nSubject: NOTICE: mail delivery status.\n"
                        + "Return-Path: <>\n\nThis is a delivery status notification.\n\n"
                        + "The original message was received on Mon, 3 Jun 2024 10:15:00 +0000\n\n"
                        + "Your message to the following recipients cannot be delivered:\n\n"
                        + "<gone@example.com>:\n>>> RCPT TO:<gone@example.com>\n<<< 550 5.1.1 User unknown\n");
        assertThat(bounce.recipient()).isEqualTo("gone@example.com");
        assertThat(bounce.permanent()).isTrue();
    }

    @Test
    void theSenderThatATextNamesDidNotFail() {
        Bounce bounce = only("From: Mail Delivery System <mailer-daemon@mx.example>\nSubject: Mail delivery failed\n"
                + "To: relay+1@mx.example\nX-Failed-Recipients: gone@example.com\n\n"
                + "A message sent by\n\n  <help@shop.example>\n\ncould not be delivered. The following address failed:\n\n"
                + "  gone@example.com\n    550 5.1.1 User unknown\n");
        assertThat(bounce.recipient()).isEqualTo("gone@example.com");
        assertThat(bounce.permanent()).isTrue();
    }

    @Test
    void eximTellsOfEachRecipientApart() {
        List<Bounce> bounces = bounces("From: Mail Delivery System <mailer-daemon@mx.example>\n"
                + "Subject: Mail delivery failed: returning message to sender\n"
                + "X-Failed-Recipients: gone@example.com, full@example.org\n\n"
                + "A message that you sent could not be delivered to one or more of its recipients.\n\n"
                + "  gone@example.com\n    SMTP error from remote mail server after RCPT TO:<gone@example.com>:\n"
                + "    550 5.1.1 User unknown\n"
                + "  full@example.org\n    SMTP error from remote mail server after RCPT TO:<full@example.org>:\n"
                + "    552 5.2.2 Mailbox full\n\n"
                + "------ This is a copy of the message, including all the headers. ------\n\nReceived: from x\n");
        assertThat(bounces).extracting(Bounce::recipient).containsExactly("gone@example.com", "full@example.org");
        assertThat(bounces).extracting(Bounce::permanent).containsExactly(true, false);
    }

    @Test
    void aRefusalOfTheMailItselfSaysNothingOfTheAddress() {
        Bounce bounce = only("From: MAILER-DAEMON@mx.example\nSubject: Returned mail: see transcript for details\n\n"
                + "   ----- The following addresses had permanent fatal errors -----\n<anna@example.com>\n"
                + "    (reason: 550 Unknown user anna@example.com)\n\n   ----- Transcript of session follows -----\n"
                + "... while talking to mx.example.com.:\n>>> DATA\n<<< 550 Unknown user anna@example.com\n"
                + "554 5.0.0 Service unavailable\n");
        assertThat(bounce.permanent()).isFalse();
    }

    @Test
    void amazonTellsInJson() {
        Bounce bounce = only("From: no-reply@sns.example\nSubject: Amazon SES Email Event Notification\n\n"
                + "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":"
                + "[{\"emailAddress\":\"Gone@example.com\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 user"
                + " unknown\"}]},\"mail\":{\"commonHeaders\":{\"messageId\":\"<sent-2@shop.example>\"}}}\n");
        assertThat(bounce.recipient()).isEqualTo("gone@example.com");
        assertThat(bounce.permanent()).isTrue();
        assertThat(bounce.originalMessageId()).isEqualTo("<sent-2@shop.example>");
    }

    @Test
    void aDelayNeverMakesAnAddressDead() {
        Bounce bounce =
                only(report("delayed", "4.4.1", "smtp; 450 4.1.1 user unknown", "Warning: could not send message"));
        assertThat(bounce.action()).isEqualTo("delayed");
        assertThat(bounce.permanent()).isFalse();
    }

    @Test
    void whatWasDeliveredIsNoBounce() {
        ParsedMail mail = read(report("relayed", "2.0.0", "smtp; 250 ok", "Delivery Status Notification"));
        assertThat(MachineMail.kind(mail)).isEqualTo(MachineMail.Kind.DELIVERED);
    }

    @Test
    void aReportWhoseBoundaryWasLostIsStillRead() {
        String mail = report("failed", "5.1.1", "smtp; 550 no such user", "Undelivered")
                .replace("boundary=b", "boundary=c");
        assertThat(only(mail).permanent()).isTrue();
    }

    private static String report(String action, String status, String diagnostic, String subject) {
        return "From: MAILER-DAEMON@mx.example\nSubject: " + subject
                + "\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nThis is the mail system.\n"
                + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
                + "Final-Recipient: rfc822; gone@example.com\nAction: " + action + "\nStatus: " + status
                + "\nDiagnostic-Code: " + diagnostic + "\n\n--b--\n";
    }

    private static Bounce only(String mail) {
        assertThat(MachineMail.kind(read(mail))).isEqualTo(MachineMail.Kind.BOUNCE);
        assertThat(bounces(mail)).hasSize(1);
        return bounces(mail).getFirst();
    }

    private static List<Bounce> bounces(String mail) {
        return Bounce.of(read(mail));
    }

    private static ParsedMail read(String mail) {
        return MailReader.read(mail.getBytes(StandardCharsets.UTF_8));
    }
}
