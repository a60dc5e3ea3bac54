package dev.onethread.notifier.mail;

import static dev.onethread.notifier.Customers.MAILBOX;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.ending;
import static dev.onethread.notifier.Customers.mails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class MailDeliveryTest {
    @Test
    void aReplyStandsInTheThreadOfTheCustomersMail() throws Exception {
        MailThread theirs = new MailThread("<second@pochta.example>", List.of("<first@pochta.example>"), "Заказ 7731");
        ReplyRequested reply = ask(Customers.reply(
                Address.mail("thread@pochta.example"), MAILBOX, Body.text("Добрый день\n\nВсё отправили."), theirs));
        Outcome outcome = ending(reply, 1);
        MimeMessage mail = mails("thread@pochta.example").getFirst();
        assertThat(outcome).isEqualTo(new Outcome.Sent(mail.getMessageID(), false));
        assertThat(mail.getMessageID()).isEqualTo("<" + reply.reply() + ".1@shop.example>");
        assertThat(mail.getHeader("In-Reply-To")).containsExactly("<second@pochta.example>");
        assertThat(mail.getHeader("References", null).split("\\s+"))
                .containsExactly("<first@pochta.example>", "<second@pochta.example>");
        assertThat(mail.getSubject()).isEqualTo("Re: Заказ 7731");
        assertThat(LettersTest.plain(mail).replace("\r\n", "\n").strip()).isEqualTo("Добрый день\n\nВсё отправили.");
    }

    @Test
    void mailsToOneAddressKeepTheirOrder() throws Exception {
        List<ReplyRequested> replies = IntStream.range(0, 8)
                .mapToObj(i -> ask(Address.mail("order@pochta.example"), MAILBOX, Body.text("письмо " + i)))
                .toList();
        replies.forEach(reply -> ending(reply, 1));
        List<String> read = mails("order@pochta.example").stream()
                .map(mail -> {
                    try {
                        return LettersTest.plain(mail).strip();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertThat(read)
                .isEqualTo(IntStream.range(0, 8).mapToObj(i -> "письмо " + i).toList());
    }

    @Test
    void aRecipientWhoDoesNotExistIsReportedInTheServersWords() {
        ReplyRequested reply = ask(Address.mail("nobody@fail5.test"), MAILBOX, Body.text("кому?"));
        assertThat(ending(reply, 1)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("recipient-unknown");
            assertThat(failed.detail()).contains("5.1.1");
        });
    }

    @Test
    void aRecipientPutOffForEverIsGivenUpAfterSomeTries() {
        Instant begun = Instant.now();
        ReplyRequested reply = ask(Address.mail("later@fail4.test"), MAILBOX, Body.text("позже?"));
        assertThat(ending(reply, 1)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("deferred");
            assertThat(failed.detail()).contains("4.3.0");
        });
        // Four pauses of 100, 400, 400 and 400 ms.
        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(1300));
    }

    @Test
    void aServerThatNeverAnswersHoldsUpNobodyElseAndTheMailKeepsItsName() {
        ReplyRequested hanging = ask(Address.mail("silent@hang.test"), MAILBOX, Body.text("есть кто?"));
        Instant begun = Instant.now();
        ReplyRequested other = ask(Address.mail("quick@pochta.example"), MAILBOX, Body.text("сразу"));
        assertThat(ending(other, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMillis(1500));
        assertThat(ending(hanging, 1))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("unanswered"));
        assertThat(mails("silent@hang.test"))
                .hasSize(2)
                .extracting(MimeMessage::getMessageID)
                .containsOnly("<" + hanging.reply() + ".1@shop.example>");
    }
}
