package dev.onethread.ingest.continuation;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.MailLink;
import dev.onethread.ingest.postgres.Continuations;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Gives and takes one-time tokens. A token is 16 random bytes and the first 16 of their HMAC-SHA256 with
/// the channel, in 43 characters of base64url: as many as a bot can be started with. What we did not sign
/// never reaches the database, and what the database knows of a token is its hash.
@ApplicationScoped
public class Links {
    private static final String MAC = "HmacSHA256";
    private static final int HALF = 16;
    private static final int SHORTEST_KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ContinuationSettings settings;
    private final Continuations continuations;
    private final @Nullable SecretKeySpec key;

    Links(ContinuationSettings settings, Continuations continuations) {
        this.settings = settings;
        this.continuations = continuations;
        this.key = settings.key().map(Links::key).orElse(null);
    }

    private static SecretKeySpec key(String secret) {
        if (secret.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("onethread.continuation.key has fewer than 32 characters");
        }
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC);
    }

    /// Whether links can be given at all.
    public boolean open() {
        return key != null;
    }

    /// A link by which whoever has `givenTo` may go on at one of our bots.
    /// @return empty where the address has had too many, or none are given
    public Optional<String> toTelegram(Address givenTo, String bot) {
        return token(givenTo, Channel.TELEGRAM, null).flatMap(token -> url(token, Channel.TELEGRAM, bot));
    }

    /// A link to the page with our widget. The token stands behind the `#`, so that it reaches no server log.
    public Optional<String> toWeb(Address givenTo) {
        return settings.page()
                .flatMap(page -> token(givenTo, Channel.WEB, null))
                .flatMap(token -> url(token, Channel.WEB, ""));
    }

    /// A link that shows that whoever has `givenTo` reads what comes to a mail address.
    public Optional<String> toMail(Address givenTo, Address mail) {
        return settings.confirmation()
                .flatMap(base -> token(givenTo, Channel.MAIL, mail)
                        .map(token -> base.toString().replaceAll("/+$", "") + "/chat/confirmations/" + token));
    }

    /// The one-time link behind a link in a mail: the same however often it is asked for, good for as long as that
    /// one, and used by one.
    Optional<String> behind(MailLink link, Channel to, String bot) {
        SecretKeySpec secret = key;
        Duration left = Duration.between(Instant.now(), link.until());
        if (secret == null || left.isNegative()) {
            return Optional.empty();
        }
        byte[] random = new byte[HALF];
        String reason = "mail " + link.until() + " " + link.recipient().key();
        System.arraycopy(signature(secret, reason.getBytes(StandardCharsets.UTF_8), to), 0, random, 0, HALF);
        String token = token(secret, random, to);
        boolean there = continuations.keep(hash(token), link.recipient(), to, null, left, settings.hourly())
                || find(token, to).isPresent();
        return there ? Optional.of(token).flatMap(given -> url(given, to, bot)) : Optional.empty();
    }

    /// Where links of a channel lead: scheme, host and port.
    String origin(Channel to) {
        URI leads = to == Channel.WEB
                ? settings.page().orElse(URI.create(""))
                : URI.create(settings.telegramLink().replaceAll("[{}]", ""));
        return leads.getScheme() + "://" + leads.getRawAuthority();
    }

    private Optional<String> url(String token, Channel to, String bot) {
        return switch (to) {
            case TELEGRAM ->
                Optional.of(settings.telegramLink().replace("{bot}", bot).replace("{token}", token));
            case WEB -> settings.page().map(page -> page.toString().replaceAll("#.*$", "") + "#onethread=" + token);
            case MAIL -> Optional.empty();
        };
    }

    private Optional<String> token(Address givenTo, Channel channel, @Nullable Address target) {
        if (key == null) {
            return Optional.empty();
        }
        byte[] random = new byte[HALF];
        RANDOM.nextBytes(random);
        String text = token(key, random, channel);
        boolean kept = continuations.keep(hash(text), givenTo, channel, target, settings.valid(), settings.hourly());
        return kept ? Optional.of(text) : Optional.empty();
    }

    private static String token(SecretKeySpec key, byte[] random, Channel channel) {
        byte[] token = new byte[2 * HALF];
        System.arraycopy(random, 0, token, 0, HALF);
        System.arraycopy(signature(key, random, channel), 0, token, HALF, HALF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// Uses a token.
    /// @return the address it was given to; empty for what is none of ours, over, or used by somebody else
    public Optional<Address> use(@Nullable String token, Channel channel, Address by) {
        return token != null && signed(token, channel) ? continuations.use(hash(token), channel, by) : Optional.empty();
    }

    /// A token that can be used, or was.
    Optional<Continuations.Known> find(String token, Channel channel) {
        return signed(token, channel) ? continuations.find(hash(token), channel) : Optional.empty();
    }

    private boolean signed(String token, Channel channel) {
        if (key == null || token.length() != 43) {
            return false;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] random = new byte[HALF];
            byte[] signature = new byte[HALF];
            System.arraycopy(bytes, 0, random, 0, HALF);
            System.arraycopy(bytes, HALF, signature, 0, HALF);
            return MessageDigest.isEqual(signature(key, random, channel), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] signature(SecretKeySpec key, byte[] random, Channel channel) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(random);
            byte[] whole = mac.doFinal(channel.name().getBytes(StandardCharsets.US_ASCII));
            byte[] half = new byte[HALF];
            System.arraycopy(whole, 0, half, 0, HALF);
            return half;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
