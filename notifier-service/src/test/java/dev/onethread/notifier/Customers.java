package dev.onethread.notifier;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.DeliveryRetryRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.local.mail.MailServer;
import dev.onethread.local.telegram.Bot;
import dev.onethread.local.telegram.Limits;
import dev.onethread.local.telegram.Sent;
import dev.onethread.local.telegram.TelegramStandIn;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Customers on all channels, and the inbox that answers them.
public final class Customers {
    public static final String TOKEN = "4242:TEST-secret_of-the-bot";
    public static final Door BOT = new Door(Channel.TELEGRAM, "4242");
    public static final Door MAILBOX = new Door(Channel.MAIL, "help@shop.example");
    public static final TelegramStandIn TELEGRAM = TelegramStandIn.start(port("test.telegram-port"), TOKEN);
    public static final MailServer MAIL = MailServer.start(port("test.smtp-port"), 0, "help@shop.example");
    public static final TestTopics TOPICS = new TestTopics();
    private static final AtomicLong CHATS = new AtomicLong(1000);

    private Customers() {}

    /// A customer on Telegram who has opened the chat, as they must before a bot may write.
    public static Chat onTelegram() {
        long chat = CHATS.incrementAndGet();
        TELEGRAM.limits(Limits.off());
        TELEGRAM.customerSays(chat, "Марина", "/start");
        return new Chat(chat);
    }

    public static Bot bot() {
        return TELEGRAM.bot(TOKEN);
    }

    public static ReplyRequested reply(Address to, Door door, Body body, @Nullable MailThread thread) {
        return new ReplyRequested(
                new ReplyId(UUID.randomUUID()),
                to,
                Instant.now(),
                new ConversationId(UUID.randomUUID()),
                door,
                new AgentId("daria"),
                "Дарья",
                body,
                thread,
                null);
    }

    public static ReplyRequested ask(Address to, Door door, Body body) {
        return ask(reply(to, door, body, null));
    }

    public static ReplyRequested ask(ReplyRequested request) {
        TOPICS.send(Topic.REPLIES_REQUESTED, request.to().key(), request);
        return request;
    }

    public static void retry(ReplyRequested request, int attempt) {
        TOPICS.send(
                Topic.REPLIES_REQUESTED,
                request.to().key(),
                new DeliveryRetryRequested(
                        request.reply(), request.to(), Instant.now(), request.conversation(), attempt));
    }

    /// All that was reported of a reply, in order.
    public static List<DeliveryReported> reports(ReplyRequested request) {
        return TOPICS.read(Topic.DELIVERY_REPORTS, request.conversation().toString()).stream()
                .map(seen -> (DeliveryReported) seen.event())
                .filter(report -> report.reply().equals(request.reply()))
                .toList();
    }

    /// Waits for the end of an attempt.
    public static Outcome ending(ReplyRequested request, int attempt) {
        return Awaitility.await("the end of a delivery")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> reports(request).stream()
                                .filter(report -> report.attempt() == attempt)
                                .map(DeliveryReported::outcome)
                                .filter(outcome -> !(outcome instanceof Outcome.Sending))
                                .findFirst()
                                .orElse(null),
                        outcome -> outcome != null);
    }

    public static List<MimeMessage> mails(String address) {
        return MAIL.inbox(address).stream()
                .map(letter -> parsed(letter.bytes()))
                .toList();
    }

    private static MimeMessage parsed(byte[] bytes) {
        try {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port(String name) {
        return ConfigProvider.getConfig().getValue(name, Integer.class);
    }

    /// One customer's chat with the bot.
    public record Chat(long id) {
        public Address address() {
            return Address.telegram(4242, id);
        }

        public List<Sent> sees() {
            return TELEGRAM.messagesTo(id);
        }

        public List<String> reads() {
            return sees().stream().map(Sent::text).toList();
        }
    }
}
