package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.ScreenChanged;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Broadcasts;
import dev.onethread.ingest.core.Screens;
import dev.onethread.ingest.postgres.Visitors;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The sockets this replica holds. Any replica may hold any visitor's: whoever changes a screen says so on
/// the topic `webchat.screens`, and every replica looks whether it concerns one of its own.
@ApplicationScoped
class OpenScreens implements Screens {
    private static final Logger LOG = Logger.getLogger(OpenScreens.class);

    private static final long TICK_MILLIS = 1_000;

    private final WebChatSettings settings;
    private final Visitors visitors;
    private final Broadcasts broadcasts;
    private final Vertx vertx;
    private final Map<String, Screen> byConnection = new ConcurrentHashMap<>();
    private final Map<Visitor, Set<Screen>> byVisitor = new ConcurrentHashMap<>();
    private final Standing standing = new Standing();
    private final Desks desks;
    private final List<Broadcasts.Following> followed = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OpenScreens(
            WebChatSettings settings,
            Visitors visitors,
            Desks desks,
            Broadcasts broadcasts,
            Vertx vertx,
            MeterRegistry meters) {
        this.settings = settings;
        this.desks = desks;
        this.visitors = visitors;
        this.broadcasts = broadcasts;
        this.vertx = vertx;
        meters.gaugeMapSize("onethread.webchat.sockets", List.of(), byConnection);
    }

    void start(@Observes StartupEvent event) {
        followed.add(broadcasts.follow(
                Topic.WEBCHAT_SCREENS,
                ScreenChanged.class,
                changed -> changed(changed.event().visitor(), changed.event().seq())));
        followed.add(broadcasts.follow(Topic.SIGNALS, Signal.class, signal -> signalled(signal.event())));
        vertx.setPeriodic(settings.pingEvery().toMillis(), timer -> ping());
        vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    }

    void stop(@Observes ShutdownEvent event) {
        followed.forEach(Broadcasts.Following::close);
    }

    long countFrom(String address) {
        return byConnection.values().stream()
                .filter(screen -> screen.address().equals(address))
                .count();
    }

    Screen opened(String connection, Screen screen) {
        byConnection.put(connection, screen);
        vertx.setTimer(settings.helloWithin().toMillis(), timer -> {
            if (screen.visitor() == null) {
                screen.close(Screen.POLICY);
            }
        });
        return screen;
    }

    void closed(String connection) {
        Screen screen = byConnection.remove(connection);
        Visitor visitor = screen == null ? null : screen.visitor();
        if (screen != null && visitor != null) {
            leave(screen, visitor);
        }
    }

    /// @return whether the visitor may have one more
    boolean enter(Screen screen, Visitor visitor, long seq) {
        Visitor before = screen.visitor();
        if (before != null) {
            leave(screen, before);
        }
        Set<Screen> all = byVisitor.compute(visitor, (whose, screens) -> {
            Set<Screen> some = screens == null ? ConcurrentHashMap.newKeySet() : screens;
            some.add(screen);
            return some;
        });
        screen.become(visitor, seq);
        standing.of(visitor).ifPresent(stands -> screen.send(Shown.queue(stands.place(), stands.expectedSeconds())));
        showDesk(screen, Instant.now());
        return all.size() <= settings.socketsPerVisitor();
    }

    /// An anonymous visitor was signed in: whoever has them open without that, in another tab, comes back
    /// and finds what an anonymous visitor may see.
    void adopted(Visitor visitor, Screen by) {
        of(visitor).stream()
                .filter(screen -> screen != by && screen.session() == null)
                .forEach(screen -> screen.close(Screen.TRY_LATER));
    }

    private void leave(Screen screen, Visitor visitor) {
        byVisitor.computeIfPresent(visitor, (whose, screens) -> {
            screens.remove(screen);
            return screens.isEmpty() ? null : screens;
        });
    }

    @Nullable
    Screen of(String connection) {
        return byConnection.get(connection);
    }

    @Override
    public void changed(Visitor visitor, long seq) {
        if (seq == ScreenChanged.GONE) {
            // Whoever comes back is not known any more, and begins anew.
            of(visitor).forEach(screen -> screen.close(Screen.TRY_LATER));
            return;
        }
        for (Screen screen : of(visitor)) {
            if (screen.want(seq)) {
                threads.execute(() -> show(screen));
            }
        }
    }

    private void show(Screen screen) {
        try {
            screen.show(visitors);
        } catch (RuntimeException e) {
            LOG.warnf(e, "A screen could not be brought up to date: door=%s", screen.widget());
            screen.close(Screen.TRY_LATER);
        }
    }

    private void signalled(Signal signal) {
        Address address = signal.address();
        if (address.channel() != Channel.WEB) {
            return;
        }
        Visitor visitor = new Visitor(address.value());
        switch (signal) {
            case Signal.Typing typing
            when typing.agentName() != null -> send(visitor, Shown.typing(typing.agentName()));
            case Signal.Typing customers -> {}
            case Signal.Seen seen -> {}
            case Signal.SeenByAgent seen -> threads.execute(() -> agentSaw(visitor, seen.channelMessage()));
            case Signal.InQueue stands -> {
                standing.stands(visitor, stands);
                send(visitor, Shown.queue(stands.place(), stands.expectedSeconds()));
            }
        }
    }

    private void agentSaw(Visitor visitor, String message) {
        try {
            long seq = visitors.agentSaw(visitor, message);
            if (seq > 0) {
                send(visitor, Shown.read(seq));
            }
        } catch (RuntimeException e) {
            LOG.debugf("a visitor was not told that they were read: %s", e.toString());
        }
    }

    /// Once a second: desks open and close, and what pages vouched for ends.
    private void tick() {
        Instant now = Instant.now();
        for (Screen screen : byConnection.values()) {
            if (screen.ended(now)) {
                expire(screen);
            } else {
                showDesk(screen, now);
            }
        }
    }

    static void expire(Screen screen) {
        screen.send(Shown.refused(null, "identity-expired"));
        screen.close(Screen.POLICY);
    }

    private void showDesk(Screen screen, Instant now) {
        WebChatSettings.Widget widget = settings.widgets().get(screen.widget());
        if (widget != null) {
            screen.desk(Shown.desk(desks.of(new DeskId(widget.desk()), now)));
        }
    }

    private void send(Visitor visitor, String frame) {
        of(visitor).forEach(screen -> screen.send(frame));
    }

    private Collection<Screen> of(Visitor visitor) {
        return byVisitor.getOrDefault(visitor, Set.of());
    }

    private void ping() {
        long patience = settings.pingEvery().toNanos() * 3;
        for (Screen screen : byConnection.values()) {
            if (screen.silentSince(patience)) {
                screen.close(Screen.TRY_LATER);
            } else {
                screen.send(Shown.ping());
            }
        }
    }
}
