package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visit.Signed.Method;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.webchat.Identities.Finding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys of one widget. Several of a kind may stand side by side, so that one can be replaced without a
/// gap: the new one is added, the page's server takes it up, the old one goes. A key serves one kind only.
/// Were a secret to serve both, a page that signs an external id of somebody's choice would sign a token of
/// theirs.
final class IdentityKeys {
    /// Bytes (RFC 7518 section 3.2): a shorter secret than the hash could be guessed.
    private static final int SHORTEST = 32;
    private static final int LONGEST_ID = 200;

    private final WebChatSettings.Identity settings;
    private final String realm;
    private final List<TokenKey> tokens = new ArrayList<>();
    private final List<CodeKey> codes = new ArrayList<>();

    /// @throws IllegalArgumentException for a key that is none, naming its property
    IdentityKeys(String widget, WebChatSettings.Identity settings) {
        this.settings = settings;
        this.realm = settings.realm().orElse(widget);
        Set<String> secrets = new HashSet<>();
        settings.keys().forEach((name, key) -> {
            String property = "onethread.webchat.widgets.\"" + widget + "\".identity.keys.\"" + name + "\"";
            long kinds = List.of(key.hs256(), key.rs256(), key.hmac()).stream()
                    .filter(Optional::isPresent)
                    .count();
            if (kinds != 1) {
                throw new IllegalArgumentException(property + " needs one of hs256, rs256 and hmac");
            }
            key.rs256().ifPresent(pem -> tokens.add(TokenKey.rsa(name, pem, property, widget, settings.longest())));
            key.hs256().ifPresent(secret -> {
                byte[] bytes = secret(secret, property + ".hs256", secrets);
                tokens.add(TokenKey.shared(name, bytes, widget, settings.longest()));
            });
            key.hmac().ifPresent(secret -> codes.add(new CodeKey(name, secret(secret, property + ".hmac", secrets))));
        });
    }

    boolean required() {
        return settings.required();
    }

    /// The key the token names, or where it names none any of them.
    Finding token(String jwt, Instant now) {
        String named = TokenKey.named(jwt);
        boolean expired = false;
        for (TokenKey key : tokens) {
            if (named == null || named.equals(key.name())) {
                TokenKey.Outcome outcome = key.read(jwt, realm, now);
                if (outcome.signed() != null) {
                    return new Finding.Signed(outcome.signed());
                }
                expired |= outcome.expired();
            }
        }
        return new Finding.Refused(expired ? "identity-expired" : "identity-invalid");
    }

    /// Every key is tried to the end, and each comparison takes the same time whatever the difference.
    Finding code(String externalId, String hmac) {
        byte[] given = bytes(hmac);
        String found = null;
        for (CodeKey key : codes) {
            if (MessageDigest.isEqual(key.over(externalId), given)) {
                found = key.name();
            }
        }
        if (found == null || !storable(externalId)) {
            return new Finding.Refused("identity-invalid");
        }
        return new Finding.Signed(
                new Visit.Signed(realm, externalId, null, null, false, null, false, Method.HMAC, found, null));
    }

    static boolean storable(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.equals(PlainText.clean(id));
    }

    private static byte[] bytes(String hmac) {
        try {
            return HexFormat.of().parseHex(hmac);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] secret(String secret, String property, Set<String> others) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(property + " is shorter than " + SHORTEST + " bytes");
        }
        if (!others.add(secret)) {
            throw new IllegalArgumentException(property + " is the secret of another key, too");
        }
        return bytes;
    }

    /// A secret for codes over external ids.
    private record CodeKey(String name, byte[] secret) {
        byte[] over(String externalId) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(externalId.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HmacSHA256", e);
            }
        }
    }
}
