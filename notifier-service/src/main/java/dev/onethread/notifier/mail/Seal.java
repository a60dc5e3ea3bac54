package dev.onethread.notifier.mail;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.MailLink;
import dev.onethread.contracts.MailToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Makes the tokens of our mails (see [MailToken]) under the key that ingest checks them with.
final class Seal {
    /// RFC 5321 section 4.5.3.1.1.
    private static final int LONGEST_LOCAL_PART = 64;

    private final @Nullable SecretKeySpec key;

    Seal(Optional<String> key) {
        this.key = key.map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .orElse(null);
    }

    /// Null without a key.
    @Nullable
    String token(ConversationId conversation, Address to) {
        SecretKeySpec secret = key;
        return secret == null ? null : MailToken.of(conversation, to, octets -> mac(secret, octets));
    }

    /// Whether there is a key.
    boolean closes() {
        return key != null;
    }

    /// The end of a link.
    /// @throws IllegalStateException without a key
    String written(MailLink link, Channel to) {
        SecretKeySpec secret = key;
        if (secret == null) {
            throw new IllegalStateException("no key to seal links with");
        }
        return link.written(to, octets -> mac(secret, octets));
    }

    /// The mailbox's address with the token behind a plus sign; null where there is no room for it.
    static @Nullable String replyTo(String mailbox, String token) {
        int at = mailbox.lastIndexOf('@');
        return at + 1 + token.length() > LONGEST_LOCAL_PART
                ? null
                : mailbox.substring(0, at) + "+" + token + mailbox.substring(at);
    }

    private static byte[] mac(SecretKeySpec key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
