package dev.onethread.ticket.access;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Sessions;
import dev.onethread.ticket.postgres.Users;
import dev.onethread.ticket.screen.People.Account;
import dev.onethread.ticket.screen.People.UserView;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.build.Jwt;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Signing in with a name and a password of our own: a short-lived signed access token, and a refresh token for the
/// cookie.
@Startup
@ApplicationScoped
public class SignIn {
    private static final Logger LOG = Logger.getLogger(SignIn.class);

    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords;
    private final AccessRules rules;

    SignIn(Users users, Sessions sessions, Passwords passwords, AccessRules rules) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.rules = rules;
    }

    /// What a sign-in or a renewal gives: `refresh` goes into the cookie and nowhere else.
    public record Session(String accessToken, Instant expiresAt, UserView user, String refresh, Duration refreshLife) {}

    @PostConstruct
    void bootstrap() {
        Optional<String> user = rules.admin().user();
        Optional<String> password = rules.admin().password();
        if (user.isPresent() && password.isPresent()) {
            String id = user.get().toLowerCase(Locale.ROOT);
            if (users.bootstrap(id, passwords.hash(password.get()))) {
                LOG.infof("made the first administrator, agent=%s", id);
            }
        }
    }

    /// @throws Problem `sign-in-refused` without saying which of the two was wrong, or `too-many-attempts`
    public Session signIn(String user, String password, String source) {
        String id = user.strip().toLowerCase(Locale.ROOT);
        if (id.isEmpty() || id.length() > 64 || password.isEmpty() || password.length() > 1024) {
            throw refused();
        }
        throttle(id, source);
        Optional<Users.Known> known =
                users.find(id).filter(found -> found.account().active());
        String hash = known.map(Users.Known::passwordHash).orElse(null);
        if (!passwords.matches(password, hash) || known.isEmpty()) {
            sessions.failed(id, source, rules.failureWindow());
            throw refused();
        }
        sessions.succeeded(id, source);
        String refresh = Secrets.random();
        sessions.begin(Secrets.hash(refresh), id, rules.sessionLife());
        return session(known.get().account(), refresh);
    }

    /// @throws Problem `session-over` for a token that is unknown, old, used before, or of a user who left
    public Session renew(String refresh) {
        String fresh = Secrets.random();
        Account account = sessions.renew(Secrets.hash(refresh), Secrets.hash(fresh), rules.sessionLife())
                .flatMap(users::find)
                .map(Users.Known::account)
                .filter(Account::active)
                .orElseThrow(() -> new Problem(401, "session-over", "Sign in again."));
        return session(account, fresh);
    }

    public void end(String refresh) {
        sessions.end(Secrets.hash(refresh));
    }

    private void throttle(String user, String source) {
        Sessions.Failures failures = sessions.failures(user, source, rules.failureWindow());
        if (failures.here() >= rules.failuresPerUser() || failures.source() >= rules.failuresPerSource()) {
            throw new Problem(429, "too-many-attempts", "Wait some minutes before you try again.");
        }
    }

    private Session session(Account account, String refresh) {
        Instant expires = Instant.now().plus(rules.tokenLife());
        String token = Jwt.issuer("onethread")
                .subject(account.id())
                .upn(account.id())
                .groups(new HashSet<>(account.roles()))
                .claim("name", account.name())
                .expiresAt(expires)
                .sign();
        var user = new UserView(account.id(), account.name(), account.roles(), account.language());
        return new Session(token, expires, user, refresh, rules.sessionLife());
    }

    private static Problem refused() {
        return new Problem(401, "sign-in-refused", "The name or the password is wrong.");
    }
}
