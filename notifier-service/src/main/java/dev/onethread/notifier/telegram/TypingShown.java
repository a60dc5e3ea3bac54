package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Broadcasts;
import dev.onethread.delivery.Received;
import dev.onethread.notifier.lanes.Lanes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Shows a customer that an agent is typing. Telegram shows it for five seconds (Bot API, *sendChatAction*), so
/// it is said again only when those are nearly over. Fleeting: what fails is not repeated, and nothing waits
/// for it.
@ApplicationScoped
class TypingShown {
    private static final Logger LOG = Logger.getLogger(TypingShown.class);
    private static final long AGAIN = Duration.ofSeconds(4).toNanos();
    private static final int MOST_REMEMBERED = 10_000;

    private final Broadcasts broadcasts;
    private final Lanes lanes;
    private final Bots bots;
    private final Map<Address, Long> shown = new ConcurrentHashMap<>();
    private final CompletableFuture<Broadcasts.Following> following = new CompletableFuture<>();

    TypingShown(Broadcasts broadcasts, Lanes lanes, Bots bots) {
        this.broadcasts = broadcasts;
        this.lanes = lanes;
        this.bots = bots;
    }

    void start(@Observes StartupEvent event) {
        if (bots.any()) {
            Thread.ofVirtual()
                    .name("typing")
                    .start(() -> following.complete(broadcasts.follow(Topic.SIGNALS, Signal.class, this::heard)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (following.isDone()) {
            following.join().close();
        }
    }

    private void heard(Received<Signal> received) {
        if (received.event() instanceof Signal.Typing typing
                && typing.agentName() != null
                && typing.address().channel() == Channel.TELEGRAM) {
            show(typing.address());
        }
    }

    /// Every replica hears it; the one that owns the bot's lane says it.
    private void show(Address to) {
        Door door =
                new Door(Channel.TELEGRAM, to.value().substring(0, to.value().indexOf(':')));
        TelegramClient client = bots.client(door);
        long now = System.nanoTime();
        Long last = shown.get(to);
        if (client == null || !lanes.owned(door) || (last != null && now - last < AGAIN)) {
            return;
        }
        if (shown.size() > MOST_REMEMBERED) {
            shown.clear();
        }
        shown.put(to, now);
        Thread.ofVirtual().name("typing-shown").start(() -> say(client, Chat.of(to)));
    }

    private static void say(TelegramClient client, Chat chat) {
        SendChatAction action = new SendChatAction(chat.id(), ActionType.TYPING.toString());
        action.setMessageThreadId(chat.topic());
        action.setBusinessConnectionId(chat.connection());
        try {
            client.execute(action);
        } catch (TelegramApiException e) {
            LOG.debugf("Typing was not shown: %s", e.getClass().getSimpleName());
        }
    }
}
