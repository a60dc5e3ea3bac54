package dev.onethread.notifier.telegram;

import static dev.onethread.notifier.Customers.BOT;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.bot;
import static dev.onethread.notifier.Customers.ending;
import static dev.onethread.notifier.Customers.onTelegram;
import static dev.onethread.notifier.Customers.reports;
import static dev.onethread.notifier.Customers.retry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.local.telegram.Failure;
import dev.onethread.local.telegram.Limits;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers;
import dev.onethread.notifier.Customers.Chat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class TelegramDeliveryTest {
    @Inject
    Blobs blobs;

    @Test
    void aReplyArrivesAndIsReportedUnderTelegramsOwnId() {
        Chat marina = onTelegram();
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("<b>не разметка</b> & просто текст"));
        Outcome outcome = ending(reply, 1);
        assertThat(marina.reads()).containsExactly("<b>не разметка</b> & просто текст");
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Sent(Long.toString(marina.sees().getFirst().messageId()), false));
        assertThat(reports(reply)).extracting(DeliveryReported::outcome).first().isEqualTo(new Outcome.Sending());
    }

    @Test
    void theSameRequestTwiceIsSentOnce() {
        Chat marina = onTelegram();
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("один раз"));
        ask(reply);
        ReplyRequested after = ask(marina.address(), BOT, Body.text("следующее"));
        ending(after, 1);
        assertThat(marina.reads()).containsExactly("один раз", "следующее");
    }

    @Test
    void aChatKeepsItsOrderWhileTelegramAsksForPatience() {
        Chat marina = onTelegram();
        Customers.TELEGRAM.limits(Limits.real());
        bot().failNext(new Failure.TooMany(1), new Failure.TooMany(1));
        List<String> texts = IntStream.range(0, 6).mapToObj(i -> "строка " + i).toList();
        List<ReplyRequested> replies = new ArrayList<>();
        texts.forEach(text -> replies.add(ask(marina.address(), BOT, Body.text(text))));
        assertThat(replies).allSatisfy(reply -> assertThat(ending(reply, 1)).isInstanceOf(Outcome.Sent.class));
        assertThat(marina.reads()).isEqualTo(texts);
    }

    @Test
    void oneChatToldToWaitHoldsNoOther() {
        Chat slow = onTelegram();
        Chat quick = onTelegram();
        bot().failNext(new Failure.TooMany(20));
        ask(slow.address(), BOT, Body.text("подождёт"));
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 1);
        ReplyRequested other = ask(quick.address(), BOT, Body.text("сразу"));
        assertThat(ending(other, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(slow.sees()).isEmpty();
    }

    @Test
    void aLongTextArrivesInPartsAndIsReportedOnce() {
        Chat marina = onTelegram();
        String long1 = "Первый абзац. ".repeat(250).strip();
        String long2 = "Второй абзац. ".repeat(250).strip();
        ReplyRequested reply = ask(marina.address(), BOT, Body.text(long1 + "\n\n" + long2));
        Outcome outcome = ending(reply, 1);
        assertThat(marina.reads()).containsExactly(long1, long2);
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Sent(Long.toString(marina.sees().getFirst().messageId()), false));
    }

    @Test
    void aFileArrivesWithItsBytesAndCaption() throws Exception {
        Chat marina = onTelegram();
        byte[] bytes = "%PDF-1.7 чек".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Attachment receipt =
                Attachment.file(Attachment.Kind.DOCUMENT, "чек.pdf", "application/pdf", blobs.write(bytes));
        ReplyRequested reply =
                ask(marina.address(), BOT, new Body("Ваш чек", null, null, null, null, List.of(receipt)));
        assertThat(ending(reply, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.sees()).singleElement().satisfies(sent -> {
            assertThat(sent.kind()).isEqualTo("document");
            assertThat(sent.text()).isEqualTo("Ваш чек");
            assertThat(sent.fileName()).isEqualTo("чек.pdf");
        });
    }

    @Test
    void aBlockedBotIsReportedWithItsReasonAndARetryReachesWhoUnblocked() {
        Chat marina = onTelegram();
        bot().failNext(new Failure.Refused(403, "Forbidden: bot was blocked by the user"));
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("ответ"));
        assertThat(ending(reply, 1)).isEqualTo(new Outcome.Failed("blocked", "Forbidden: bot was blocked by the user"));
        retry(reply, 2);
        retry(reply, 2);
        assertThat(ending(reply, 2)).isInstanceOf(Outcome.Sent.class);
        retry(reply, 3);
        ReplyRequested after = ask(marina.address(), BOT, Body.text("потом"));
        ending(after, 1);
        assertThat(marina.reads()).containsExactly("ответ", "потом");
    }

    @Test
    void aRefusedPartStopsItsReplyButNotTheNext() {
        Chat marina = onTelegram();
        bot().failNext(new Failure.Refused(400, "Bad Request: message is too strange"));
        ReplyRequested refused = ask(marina.address(), BOT, Body.text("слово ".repeat(1000)));
        ReplyRequested next = ask(marina.address(), BOT, Body.text("следующий"));
        assertThat(ending(refused, 1))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("refused"));
        assertThat(ending(next, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.reads()).containsExactly("следующий");
    }

    @Test
    void whatPerhapsArrivedIsSentAgainAndSaidToBePerhapsTwice() {
        Chat marina = onTelegram();
        bot().failNext(new Failure.SentButNoAnswer());
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("дошло?"));
        assertThat(ending(reply, 1))
                .isInstanceOfSatisfying(
                        Outcome.Sent.class,
                        sent -> assertThat(sent.perhapsTwice()).isTrue());
        assertThat(marina.reads()).containsExactly("дошло?", "дошло?");
    }

    @Test
    void aServerErrorIsTriedAgain() {
        Chat marina = onTelegram();
        bot().failNext(
                        new Failure.Refused(500, "Internal Server Error"),
                        new Failure.Refused(500, "Internal Server Error"));
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("с третьего раза"));
        assertThat(ending(reply, 1))
                .isInstanceOfSatisfying(
                        Outcome.Sent.class,
                        sent -> assertThat(sent.perhapsTwice()).isFalse());
        assertThat(marina.reads()).containsExactly("с третьего раза");
    }

    @Test
    void aBotThatIsNotOursIsSaidAtOnce() {
        Chat marina = onTelegram();
        ReplyRequested reply = ask(marina.address(), new Door(BOT.channel(), "777"), Body.text("никуда"));
        assertThat(ending(reply, 1))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("door-unknown"));
    }

    @Test
    void aRetryOfWhatWasNeverAskedForIsSaidToBeUnknown() {
        ReplyRequested never = Customers.reply(onTelegram().address(), BOT, Body.text("никогда"), null);
        retry(never, 2);
        assertThat(ending(never, 2)).isEqualTo(new Outcome.Failed("reply-unknown", null));
    }

    @Test
    void positionsOfReportsHaveNoGaps() {
        Chat marina = onTelegram();
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("раз"));
        ending(reply, 1);
        assertThat(Customers.TOPICS.read(
                        Topic.DELIVERY_REPORTS, reply.conversation().toString()))
                .extracting(seen -> seen.position())
                .containsExactly(1L, 2L);
    }

    @Inject
    dev.onethread.delivery.Database database;

    private long waiting() {
        return database.query("SELECT count(*) FROM delivery WHERE state = 'waiting'")
                .iterator()
                .next()
                .getLong(0);
    }
}
