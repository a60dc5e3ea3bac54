package dev.onethread.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Connections to one account's server, kept for the next mail. One is used by one thread at a time.
final class Connections implements AutoCloseable {
    /// Servers close idle connections; one that was idle longer is not worth the doubt.
    private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

    private final Account account;
    private final Session session;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();

    Connections(Account account, Duration timeout) {
        this.account = account;
        this.session = Session.getInstance(account.session(timeout));
    }

    private record Kept(Transport transport, long since) {}

    Session session() {
        return session;
    }

    /// A connection that answers, kept or new.
    Transport take() throws MessagingException {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            // isConnected asks the server (NOOP), so a dead one is found before a mail is given to it.
            if (System.nanoTime() - kept.since() < IDLE_NANOS
                    && kept.transport().isConnected()) {
                return kept.transport();
            }
            drop(kept.transport());
        }
        Transport transport = session.getTransport(account.protocol());
        transport.connect(account.host(), account.port(), account.user(), account.secret());
        return transport;
    }

    void giveBack(Transport transport) {
        idle.addFirst(new Kept(transport, System.nanoTime()));
    }

    void drop(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It was not worth keeping.
        }
    }

    @Override
    public void close() {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            drop(kept.transport());
        }
    }
}
