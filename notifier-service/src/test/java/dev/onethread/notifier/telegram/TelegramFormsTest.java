package dev.onethread.notifier.telegram;

import static dev.onethread.notifier.Customers.BOT;
import static dev.onethread.notifier.Customers.TOPICS;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.bot;
import static dev.onethread.notifier.Customers.ending;
import static dev.onethread.notifier.Customers.onTelegram;
import static dev.onethread.notifier.Customers.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.AmendmentRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Span;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.local.telegram.Sent;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers;
import dev.onethread.notifier.Customers.Chat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class TelegramFormsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Blobs blobs;

    @Inject
    Database database;

    @Test
    void aTextKeepsItsFormsAndIsNeverTakenForMarkup() {
        Chat marina = onTelegram();
        String text = "Цена <b>100</b> & скидка";
        Body body = new Body(
                text,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(
                        new Span(Span.Kind.BOLD, 0, 4, null),
                        new Span(Span.Kind.LINK, 18, 6, "https://shop.example/?a=1&b=2")));
        assertThat(ending(ask(marina.address(), BOT, body), 1)).isInstanceOf(Outcome.Sent.class);
        Sent sent = marina.sees().getFirst();
        assertThat(sent.text()).isEqualTo(text);
        assertThat(sent.markup())
                .isEqualTo(
                        "<b>Цена</b> &lt;b&gt;100&lt;/b&gt; &amp; <a href=\"https://shop.example/?a=1&amp;b=2\">скидка</a>");
    }

    @Test
    void picturesArriveAsOneAlbumAndAreTakenBackTogether() throws Exception {
        Chat marina = onTelegram();
        List<Attachment> pictures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byte[] bytes = ("picture " + i).getBytes(StandardCharsets.UTF_8);
            pictures.add(Attachment.file(Attachment.Kind.IMAGE, "shot.jpg", "image/jpeg", blobs.write(bytes)));
        }
        ReplyRequested reply = ask(marina.address(), BOT, new Body("Три вида", null, null, null, null, pictures));
        assertThat(ending(reply, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.sees())
                .hasSize(3)
                .extracting(Sent::album)
                .doesNotContainNull()
                .containsOnly(marina.sees().getFirst().album());
        assertThat(marina.reads()).containsExactly("Три вида", "", "");
        assertThat(new String(bot().file(marina.sees().getLast().fileId()), StandardCharsets.UTF_8))
                .isEqualTo("picture 2");
        AmendmentRequested withdrawal = amend(reply, null, null);
        assertThat(ended(withdrawal)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.sees()).isEmpty();
    }

    @Test
    void choicesStandBelowTheWordsAndStayWhenTheseChange() {
        Chat marina = onTelegram();
        ReplyRequested asked = withButtons(marina, "Какой цвет", "Красный", "Синий");
        assertThat(ending(asked, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.sees().getFirst().buttons()).containsExactly("Красный", "Синий");
        AmendmentRequested change = amend(asked, Body.text("Какого цвета?"), asked.buttons());
        assertThat(ended(change)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.reads()).containsExactly("Какого цвета?");
        assertThat(marina.sees().getFirst().buttons()).containsExactly("Красный", "Синий");
        AmendmentRequested same = amend(asked, Body.text("Какого цвета?"), asked.buttons());
        assertThat(ended(same)).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void aChangeThatIsNotPossibleIsSaidWithItsReason() {
        Chat marina = onTelegram();
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("коротко"));
        ending(reply, 1);
        assertThat(ended(amend(reply, Body.text("д".repeat(4097)), null)))
                .isEqualTo(new Outcome.Failed("too-long-to-change", null));
        assertThat(ended(amend(reply, null, null))).isInstanceOf(Outcome.Sent.class);
        assertThat(ended(amend(reply, Body.text("поздно"), null)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("gone"));
        ReplyRequested never = reply(marina.address(), BOT, Body.text("никогда"), null);
        assertThat(ended(amend(never, null, null))).isEqualTo(new Outcome.Failed("reply-unknown", null));
    }

    @Test
    void aGroupThatHasMovedIsFollowed() {
        Chat marina = onTelegram();
        long group = -marina.id();
        long supergroup = -1_000_000_000_000L - marina.id();
        Customers.TELEGRAM.customerSays(group, "Команда", "hello");
        bot().groupMoves(group, supergroup);
        Address before = Address.telegram(4242, group);
        assertThat(ending(ask(before, BOT, Body.text("первое")), 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(ending(ask(before, BOT, Body.text("второе")), 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(Customers.TELEGRAM.messagesTo(supergroup))
                .extracting(Sent::text)
                .containsExactly("первое", "второе");
    }

    @Test
    void aTopicIsAnsweredInItsTopic() {
        Chat marina = onTelegram();
        long supergroup = -1_000_000_000_000L - marina.id();
        Customers.TELEGRAM.customerSays(supergroup, "Команда", "hello");
        Address topic = Address.telegramTopic(4242, supergroup, 77);
        assertThat(ending(ask(topic, BOT, Body.text("сюда")), 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(Customers.TELEGRAM.messagesTo(supergroup))
                .singleElement()
                .satisfies(sent -> assertThat(sent.topic()).isEqualTo(77));
    }

    /// The customer has a chat of their own with the bot, too: what is said in the owner's name must not land
    /// there.
    @Test
    void inTheNameOfAnAccountsOwnerItIsAnsweredChangedAndTakenBack() {
        Chat marina = onTelegram();
        String connection = "connection-" + marina.id();
        bot().ownerConnects(connection, 55_000, "Хозяйка", true);
        bot().customerWritesToOwner(connection, marina.id(), "Марина", "Здравствуйте");
        Address owners = Address.telegramBusiness(4242, marina.id(), connection);
        ReplyRequested reply = ask(owners, BOT, Body.text("отвечу за хозяйку"));
        assertThat(ending(reply, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(ended(amend(reply, Body.text("отвечаю за хозяйку"), null))).isInstanceOf(Outcome.Sent.class);
        assertThat(bot().messagesInTheNameOf(connection, marina.id()))
                .extracting(Sent::text)
                .containsExactly("отвечаю за хозяйку");
        assertThat(ended(amend(reply, null, null))).isInstanceOf(Outcome.Sent.class);
        assertThat(bot().messagesInTheNameOf(connection, marina.id())).isEmpty();
        assertThat(marina.sees()).isEmpty();
        bot().ownerConnects(connection, 55_000, "Хозяйка", false);
        assertThat(ending(ask(owners, BOT, Body.text("уже не могу")), 1)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void whoBlocksIsSentNothingUntilTheyComeBack() {
        Chat marina = onTelegram();
        CustomerId customer = new CustomerId(UUID.randomUUID());
        state(customer, marina.address(), false);
        await().atMost(SOON).until(() -> paused(marina.address()));
        ReplyRequested reply = ask(marina.address(), BOT, Body.text("когда вернётесь"));
        await().atMost(SOON).until(() -> queued(reply));
        ReplyRequested other = ask(onTelegram().address(), BOT, Body.text("другому"));
        ending(other, 1);
        assertThat(marina.sees()).isEmpty();
        state(customer, marina.address(), true);
        assertThat(ending(reply, 1)).isInstanceOf(Outcome.Sent.class);
        assertThat(marina.reads()).containsExactly("когда вернётесь");
    }

    @Test
    void theCustomerSeesTheAgentTyping() {
        Chat marina = onTelegram();
        await().atMost(SOON).untilAsserted(() -> {
            TOPICS.send(
                    Topic.SIGNALS, marina.address().key(), new Signal.Typing(marina.address(), Instant.now(), "Дарья"));
            assertThat(bot().actions()).contains(marina.id() + " typing");
        });
        assertThat(bot().actions()).containsOnlyOnce(marina.id() + " typing");
    }

    private static void state(CustomerId customer, Address address, boolean reachable) {
        TOPICS.send(
                Topic.CUSTOMER_EVENTS,
                customer.toString(),
                new AddressStateChanged(customer, Instant.now(), address, reachable, reachable ? null : "kicked"));
    }

    private boolean paused(Address address) {
        return database.query("SELECT 1 FROM paused_address WHERE address = $1", address.key())
                        .size()
                > 0;
    }

    private boolean queued(ReplyRequested reply) {
        return database.query("SELECT 1 FROM reply WHERE id = $1", reply.reply().value())
                        .size()
                > 0;
    }

    private static ReplyRequested withButtons(Chat chat, String text, String... labels) {
        List<Button> buttons = new ArrayList<>();
        for (String label : labels) {
            buttons.add(Button.choice(buttons.size() + 1, label));
        }
        ReplyRequested plain = reply(chat.address(), BOT, Body.text(text), null);
        return ask(new ReplyRequested(
                plain.reply(),
                plain.to(),
                plain.at(),
                plain.conversation(),
                plain.door(),
                plain.agent(),
                plain.agentName(),
                plain.body(),
                null,
                null,
                buttons));
    }

    private static AmendmentRequested amend(ReplyRequested of, Body body, List<Button> buttons) {
        AmendmentRequested wish = new AmendmentRequested(
                new ReplyId(UUID.randomUUID()),
                of.to(),
                Instant.now(),
                of.conversation(),
                of.door(),
                of.reply(),
                body,
                buttons);
        TOPICS.send(Topic.REPLIES_REQUESTED, wish.to().key(), wish);
        return wish;
    }

    private static Outcome ended(AmendmentRequested wish) {
        return ending(
                new ReplyRequested(
                        wish.reply(),
                        wish.to(),
                        wish.at(),
                        wish.conversation(),
                        wish.door(),
                        null,
                        null,
                        Body.text(""),
                        null,
                        null),
                1);
    }
}
