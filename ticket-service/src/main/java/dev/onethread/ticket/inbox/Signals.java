package dev.onethread.ticket.inbox;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Broadcasts;
import dev.onethread.delivery.Publisher;
import dev.onethread.delivery.Received;
import dev.onethread.ticket.inbox.Screen.Viewer;
import dev.onethread.ticket.postgres.Beside;
import dev.onethread.ticket.postgres.Readings;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.Details.ReplyView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Typing and reading, both ways. Fleeting: what is lost is not repeated, and only screens that have the
/// conversation open see it.
@ApplicationScoped
class Signals {
    private static final Logger LOG = Logger.getLogger(Signals.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Broadcasts broadcasts;
    private final Publisher publisher;
    private final Summaries summaries;
    private final Beside beside;
    private final Readings readings;
    private final Showing showing;
    private final CompletableFuture<Broadcasts.Following> following = new CompletableFuture<>();

    Signals(
            Broadcasts broadcasts,
            Publisher publisher,
            Summaries summaries,
            Beside beside,
            Readings readings,
            Showing showing) {
        this.readings = readings;
        this.broadcasts = broadcasts;
        this.publisher = publisher;
        this.summaries = summaries;
        this.beside = beside;
        this.showing = showing;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual()
                .name("signals")
                .start(() -> following.complete(broadcasts.follow(Topic.SIGNALS, Signal.class, this::heard)));
    }

    void stop(@Observes ShutdownEvent event) {
        if (following.isDone()) {
            following.join().close();
        }
    }

    /// An agent writes: the customer's screen may say so.
    void typing(Screen screen, @Nullable UUID conversation) {
        Viewer viewer = screen.viewer;
        Instant now = Instant.now();
        if (viewer == null || conversation == null || now.isBefore(screen.typedAt.plus(PAUSE))) {
            return;
        }
        screen.typedAt = now;
        summaries
                .find(conversation)
                .map(summary -> beside.reach(summary.customer().id()).reply())
                .map(ReplyView::to)
                .ifPresent(to -> tell(new Signal.Typing(Address.parse(to), now, viewer.name())));
    }

    /// What the customer wrote stands before the eyes of the agent it is for. A supervisor who looks in has
    /// read it, too, but nobody is told that they were.
    void seen(Screen screen, @Nullable UUID conversation) {
        Viewer viewer = screen.viewer;
        if (viewer == null || conversation == null) {
            return;
        }
        Readings.Newest newest = readings.newest(conversation, viewer.agent());
        if (newest != null && !newest.channelMessage().equals(screen.seen)) {
            screen.seen = newest.channelMessage();
            tell(new Signal.SeenByAgent(newest.address(), Instant.now(), newest.channelMessage()));
        }
    }

    private void tell(Signal signal) {
        publisher.offer(Topic.SIGNALS, signal.address().key(), signal);
    }

    private void heard(Received<Signal> received) {
        if (received.event() instanceof Signal.Seen seen) {
            saw(seen);
            return;
        }
        boolean anybody = showing.screens().stream().anyMatch(screen -> screen.open != null);
        if (!anybody || !(received.event() instanceof Signal.Typing typing) || typing.agentName() != null) {
            return;
        }
        try {
            UUID conversation = beside.conversationOf(typing.address());
            if (conversation != null) {
                show(conversation, typing.address().key());
            }
        } catch (RuntimeException e) {
            LOG.debugf("nobody saw a customer typing: %s", e.toString());
        }
    }

    /// Every replica hears it and writes the same; the second one finds nothing left to write.
    private void saw(Signal.Seen seen) {
        ReplyId reply = seen.reply();
        if (reply == null) {
            return;
        }
        try {
            readings.customerSaw(seen.address(), reply, seen.at());
        } catch (RuntimeException e) {
            LOG.debugf("a reply stays unread: %s", e.toString());
        }
    }

    private void show(UUID conversation, String address) {
        for (Screen screen : showing.screens()) {
            if (screen.shows(conversation)) {
                screen.send(showing.frames().typing(screen.safe, conversation, address));
            }
        }
    }
}
