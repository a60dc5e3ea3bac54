package dev.onethread.notifier.mail;

import dev.onethread.delivery.oauth.AccessTokens;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// Connections to one account's server, kept for the next mail. One is used by one thread at a time.
final class Connections implements AutoCloseable {
    /// Servers close idle connections; one that was idle longer is not worth the doubt.
    private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

    private final Account account;
    private final Session session;
    private final @Nullable AccessTokens tokens;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();

    /// `tokens` sign in instead of the account's secret where there are any.
    Connections(Account account, Duration timeout, @Nullable AccessTokens tokens) {
        this.account = account;
        this.tokens = tokens;
        this.session = Session.getInstance(account.session(timeout, tokens != null));
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
        return tokens == null ? connected(account.secret()) : withToken(tokens);
    }

    /// A token may have been withdrawn before its time, so a refused one is followed by a new one, once.
    private Transport withToken(AccessTokens from) throws MessagingException {
        String token = token(from);
        try {
            return connected(token);
        } catch (AuthenticationFailedException e) {
            from.refused(token);
            return connected(token(from));
        }
    }

    private static String token(AccessTokens from) throws MessagingException {
        try {
            return from.token();
        } catch (IOException e) {
            throw new AuthenticationFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Transport connected(@Nullable String secret) throws MessagingException {
        Transport transport = session.getTransport(account.protocol());
        transport.connect(account.host(), account.port(), account.user(), secret);
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
