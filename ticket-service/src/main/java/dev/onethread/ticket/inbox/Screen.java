package dev.onethread.ticket.inbox;

import dev.onethread.ticket.screen.FeedNumber;
import dev.onethread.ticket.screen.People.Counts;
import dev.onethread.ticket.screen.Summary;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One open socket. What it was sent and what waits for it belong to the feed's thread; sending is anybody's.
final class Screen {
    static final int UNAUTHORISED = 4401;
    static final int NO_HELLO = 4408;
    static final int NOT_READING = 4408;
    static final int TOO_MANY = 4429;

    private final WebSocketConnection connection;
    private final long limit;
    private final AtomicLong outstanding = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    final Instant openedAt;

    volatile @Nullable Viewer viewer;
    volatile @Nullable UUID open;
    volatile String safe = "";
    volatile Instant typedAt = Instant.EPOCH;
    /// What a customer was told last that it was read here.
    volatile String seen = "";

    /// Lists' news that wait for the next round, newest of each conversation.
    final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
    /// Conversations of its agent that it was told of as such.
    final Set<UUID> own = new HashSet<>();

    FeedNumber since = new FeedNumber(Map.of());
    /// The feed's moment at which it came or turned to another conversation.
    long turned;

    @Nullable
    Counts counts;

    Screen(WebSocketConnection connection, long limit, Instant openedAt) {
        this.connection = connection;
        this.limit = limit;
        this.openedAt = openedAt;
    }

    /// Who looks at it, and until when the token says so.
    record Viewer(String agent, String name, boolean takesWork, Instant until) {}

    /// A summary that waits to be sent.
    record Waiting(String summary, Summary.Lists lists) {}

    boolean shows(UUID conversation) {
        return conversation.equals(open);
    }

    boolean isClosed() {
        return closed.get();
    }

    /// Hands `frame` to the socket. A screen that leaves too much unread is closed: it will come back and
    /// resume.
    void send(String frame) {
        if (closed.get()) {
            return;
        }
        int bytes = frame.getBytes(StandardCharsets.UTF_8).length;
        if (outstanding.addAndGet(bytes) > limit) {
            close(NOT_READING, "not reading");
            return;
        }
        connection.sendText(frame).subscribe().with(sent -> outstanding.addAndGet(-bytes), failed -> closed.set(true));
    }

    void close(int code, String reason) {
        if (closed.compareAndSet(false, true)) {
            connection.close(new CloseReason(code, reason)).subscribe().with(done -> {}, failed -> {});
        }
    }

    /// The connection is gone.
    void gone() {
        closed.set(true);
    }
}
