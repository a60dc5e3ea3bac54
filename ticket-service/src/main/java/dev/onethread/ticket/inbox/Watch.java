package dev.onethread.ticket.inbox;

import dev.onethread.contracts.AgentId;
import dev.onethread.ticket.inbox.Screen.Viewer;
import dev.onethread.ticket.postgres.Presences;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The sockets of this replica: who looks at them, whether they may still, and which agents have one at all.
@ApplicationScoped
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Set<String> ROLES = Set.of("agent", "supervisor", "admin");

    private final UUID replica = UUID.randomUUID();
    private final Feed feed;
    private final Presences presences;
    private final JWTParser tokens;
    private final LiveRules rules;
    private final Map<String, Screen> screens = new ConcurrentHashMap<>();
    /// What is told of agents' screens is told in the order it happened.
    private final ExecutorService telling =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("screens").factory());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("screens-clock").factory());
    private Instant pinged = Instant.EPOCH;

    Watch(Feed feed, Presences presences, JWTParser tokens, LiveRules rules) {
        this.feed = feed;
        this.presences = presences;
        this.tokens = tokens;
        this.rules = rules;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(() -> quietly(this::look), 1, 1, TimeUnit.SECONDS);
        long sweep = rules.screenLease().toMillis() / 3;
        clock.scheduleWithFixedDelay(
                () -> telling.execute(() -> quietly(this::sweep)), sweep, sweep, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        telling.shutdownNow();
    }

    void opened(WebSocketConnection connection) {
        var screen = new Screen(connection, rules.outstanding(), Instant.now());
        if (screens.size() >= rules.screens()) {
            screen.close(Screen.TOO_MANY, "too many screens");
            return;
        }
        screens.put(connection.id(), screen);
    }

    @Nullable
    Screen screen(WebSocketConnection connection) {
        return screens.get(connection.id());
    }

    void hello(Screen screen, @Nullable String token, @Nullable String since) {
        Viewer viewer = viewer(token);
        if (viewer == null) {
            unauthorised(screen);
            return;
        }
        Viewer before = screen.viewer;
        if (before != null && !before.agent().equals(viewer.agent())) {
            unauthorised(screen);
            return;
        }
        if (before == null && of(viewer.agent()) >= rules.screensPerAgent()) {
            screen.close(Screen.TOO_MANY, "too many screens");
            return;
        }
        screen.viewer = viewer;
        feed.came(screen, since);
        if (viewer.takesWork()) {
            telling.execute(() -> quietly(
                    () -> presences.shown(replica, new AgentId(viewer.agent()), rules.screenLease(), Instant.now())));
        }
    }

    void open(Screen screen, @Nullable UUID conversation) {
        feed.opened(screen, conversation);
    }

    void closed(WebSocketConnection connection) {
        Screen screen = screens.remove(connection.id());
        if (screen == null) {
            return;
        }
        screen.gone();
        feed.left(screen);
        Viewer viewer = screen.viewer;
        if (viewer != null && viewer.takesWork()) {
            telling.execute(() -> quietly(() -> hide(viewer.agent())));
        }
    }

    private void hide(String agent) {
        if (of(agent) == 0) {
            presences.hidden(replica, new AgentId(agent), Instant.now());
        }
    }

    private void sweep() {
        Set<String> shown = screens.values().stream()
                .map(screen -> screen.viewer)
                .filter(viewer -> viewer != null && viewer.takesWork())
                .map(Viewer::agent)
                .collect(Collectors.toSet());
        presences.sweep(replica, shown, rules.screenLease(), Instant.now());
    }

    /// Every second: late hellos, tokens that ran out, and a ping where it is time.
    private void look() {
        Instant now = Instant.now();
        boolean ping = !now.isBefore(pinged.plus(rules.ping()));
        if (ping) {
            pinged = now;
        }
        for (Screen screen : screens.values()) {
            Viewer viewer = screen.viewer;
            if (viewer == null) {
                if (now.isAfter(screen.openedAt.plus(rules.hello()))) {
                    screen.close(Screen.NO_HELLO, "no hello");
                }
            } else if (!now.isBefore(viewer.until())) {
                unauthorised(screen);
            } else if (ping) {
                screen.send(Frames.ping(screen.safe));
            }
        }
    }

    private long of(String agent) {
        return screens.values().stream()
                .map(screen -> screen.viewer)
                .filter(viewer -> viewer != null && viewer.agent().equals(agent))
                .count();
    }

    private @Nullable Viewer viewer(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            JsonWebToken parsed = tokens.parse(token);
            String agent = parsed.getName();
            if (agent == null || parsed.getGroups().stream().noneMatch(ROLES::contains)) {
                return null;
            }
            Object name = parsed.getClaim("name");
            return new Viewer(
                    agent,
                    name instanceof String text ? text : agent,
                    parsed.getGroups().contains("agent"),
                    Instant.ofEpochSecond(parsed.getExpirationTime()));
        } catch (ParseException e) {
            return null;
        }
    }

    private static void unauthorised(Screen screen) {
        screen.send(Frames.unauthorised());
        screen.close(Screen.UNAUTHORISED, "unauthorised");
    }

    /// The database may be away; the next sweep makes good what failed now.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("agents' screens could not be told: %s", e.toString());
        }
    }
}
