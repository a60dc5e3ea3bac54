package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.core.ScreenEntry;
import dev.onethread.ingest.postgres.Visitors;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One open socket. It shows entries in order, each once, up to the newest it was told of.
final class Screen {
    private static final Logger LOG = Logger.getLogger(Screen.class);
    static final CloseReason TRY_LATER = new CloseReason(1013, "try again later");
    static final CloseReason POLICY = new CloseReason(1008, "not as agreed");
    static final CloseReason OVER = new CloseReason(1000, "signed out");
    private static final int BATCH = 200;
    /// Characters on their way to a browser that does not read.
    private static final long MOST_UNREAD = 2_000_000;
    private static final int MOST_GARBAGE = 20;

    private final WebSocketConnection connection;
    private final String widget;
    private final String address;
    private final AtomicLong unread = new AtomicLong();
    private final AtomicLong wanted = new AtomicLong();
    private final ReentrantLock showing = new ReentrantLock();
    private volatile @Nullable Visitor visitor;
    private volatile long shown;
    private volatile long heard = System.nanoTime();
    private volatile boolean over;
    private volatile About about = About.NOTHING;
    private volatile @Nullable Session session;
    private volatile String desk = "";
    private int garbage;

    /// A visitor's page vouched for them: by what, under which secret's hash, and until when.
    record Session(Visit.Signed signed, byte[] secretHash, Instant endsAt) {}

    Screen(WebSocketConnection connection, String widget, String address) {
        this.connection = connection;
        this.widget = widget;
        this.address = address;
    }

    String widget() {
        return widget;
    }

    String address() {
        return address;
    }

    /// Null until the browser has said who is there.
    @Nullable
    Visitor visitor() {
        return visitor;
    }

    /// From now on this visitor's, who has everything up to `seq`.
    void become(Visitor whose, long seq) {
        showing.lock();
        try {
            shown = seq;
            wanted.set(seq);
            visitor = whose;
        } finally {
            showing.unlock();
        }
    }

    About about() {
        return about;
    }

    void about(About said) {
        about = said;
    }

    /// Null for an anonymous visitor.
    @Nullable
    Session session() {
        return session;
    }

    void session(@Nullable Session now) {
        session = now;
    }

    /// Whether what the page vouched for has ended.
    boolean ended(Instant now) {
        Session current = session;
        return current != null && !now.isBefore(current.endsAt());
    }

    /// Shows what is known of the desk, where it is something else than what stands there.
    void desk(String frame) {
        if (visitor != null && !frame.equals(desk)) {
            desk = frame;
            send(frame);
        }
    }

    void heardSomething() {
        heard = System.nanoTime();
    }

    boolean silentSince(long nanos) {
        return System.nanoTime() - heard > nanos;
    }

    void garbage() {
        garbage++;
        if (garbage > MOST_GARBAGE) {
            close(POLICY);
        }
    }

    /// @return whether there is something to show
    boolean want(long seq) {
        return wanted.accumulateAndGet(seq, Math::max) > shown;
    }

    /// Shows what is missing. Blocks for the database; whoever comes meanwhile leaves it to the one at work.
    void show(Visitors visitors) {
        while (shown < wanted.get() && connection.isOpen()) {
            if (!showing.tryLock()) {
                return;
            }
            try {
                Visitor whose = visitor;
                if (whose == null || !showSome(visitors, whose)) {
                    return;
                }
            } finally {
                showing.unlock();
            }
        }
    }

    private boolean showSome(Visitors visitors, Visitor whose) {
        List<ScreenEntry> entries = visitors.after(whose, session != null, shown, BATCH);
        for (ScreenEntry entry : entries) {
            send(Shown.entry(whose, entry));
            shown = entry.seq();
        }
        return !entries.isEmpty();
    }

    /// Never waits. A browser that does not read is let go: it comes back and resumes.
    void send(String frame) {
        if (connection.isClosed()) {
            return;
        }
        if (unread.addAndGet(frame.length()) > MOST_UNREAD) {
            LOG.infof("A screen does not read and is let go: door=%s", widget);
            close(TRY_LATER);
            return;
        }
        connection
                .sendText(frame)
                .subscribe()
                .with(sent -> unread.addAndGet(-frame.length()), failure -> close(TRY_LATER));
    }

    /// Whether we have let go of it. What it had already sent is not taken any more: after a message that
    /// failed, a later one must not overtake it.
    boolean isOver() {
        return over;
    }

    void close(CloseReason reason) {
        over = true;
        if (connection.isClosed()) {
            return;
        }
        connection.close(reason).subscribe().with(closed -> {}, failure -> {});
    }
}
