package dev.onethread.ticket.access;

import dev.onethread.delivery.problems.Problem;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Passwords as bcrypt hashes.
@ApplicationScoped
public class Passwords {
    private static final int SHORTEST = 10;
    /// bcrypt looks at no more than 72 bytes; a longer password would be cut without a word.
    private static final int LONGEST = 72;

    private final int cost;
    private final String nobodys;

    Passwords(AccessRules rules) {
        cost = rules.cost();
        nobodys = BcryptUtil.bcryptHash("nobody's password", cost);
    }

    /// @throws Problem for a password that is too easy to guess or too long to count
    public String hash(String password) {
        if (password.length() < SHORTEST) {
            throw new Problem(422, "password-too-short", "A password has at least " + SHORTEST + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new Problem(422, "password-too-long", "A password has at most " + LONGEST + " bytes.");
        }
        return BcryptUtil.bcryptHash(password, cost);
    }

    /// Takes as long for a user who does not exist, so that nobody learns who does.
    boolean matches(String password, @Nullable String hash) {
        boolean matches = BcryptUtil.matches(password, hash == null ? nobodys : hash);
        return matches && hash != null;
    }
}
