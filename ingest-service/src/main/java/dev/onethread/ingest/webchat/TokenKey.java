package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visit.Signed.Method;
import dev.onethread.ingest.core.PlainText;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// A key for tokens, with the one algorithm it is for: a token cannot choose another (RFC 8725 section
/// 3.1). Claims are those of OpenID Connect Core section 5.1.
record TokenKey(String name, Key key, String algorithm, String widget, Duration longest) {
    /// Seconds a page's clock may be ahead or behind.
    private static final int SKEW = 30;

    private static final int LONGEST_CLAIM = 320;

    /// One of both, or neither for what is no statement of this key's.
    record Outcome(Visit.@Nullable Signed signed, boolean expired) {
        static final Outcome INVALID = new Outcome(null, false);
    }

    static TokenKey shared(String name, byte[] secret, String widget, Duration longest) {
        return new TokenKey(name, new HmacKey(secret), AlgorithmIdentifiers.HMAC_SHA256, widget, longest);
    }

    /// @throws IllegalArgumentException naming the property
    static TokenKey rsa(String name, String pem, String property, String widget, Duration longest) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
        try {
            Key key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            return new TokenKey(name, key, AlgorithmIdentifiers.RSA_USING_SHA256, widget, longest);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ".rs256 is no public RSA key (PEM)", e);
        }
    }

    /// The key a token asks to be checked with; null where it names none. Not to be trusted before it was
    /// checked.
    static @Nullable String named(String jwt) {
        try {
            return JsonWebStructure.fromCompactSerialization(jwt).getKeyIdHeaderValue();
        } catch (JoseException e) {
            return null;
        }
    }

    Outcome read(String jwt, String realm, Instant now) {
        try {
            JwtClaims claims = consumer(now).processToClaims(jwt);
            return new Outcome(signed(claims, realm), false);
        } catch (InvalidJwtException e) {
            return new Outcome(null, e.hasExpired());
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return Outcome.INVALID;
        }
    }

    /// A widget that a token names must be this one; a page of one widget only need not name it.
    private JwtConsumer consumer(Instant now) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setMaxFutureValidityInMinutes(Math.toIntExact(longest.toMinutes()))
                .setAllowedClockSkewInSeconds(SKEW)
                .setExpectedAudience(false, widget)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .build();
    }

    private Visit.Signed signed(JwtClaims claims, String realm) throws MalformedClaimException {
        String id = claims.getSubject();
        if (!IdentityKeys.storable(id)) {
            throw new IllegalArgumentException("an external id that cannot be kept");
        }
        String mail = text(claims, "email");
        String phone = text(claims, "phone_number");
        return new Visit.Signed(
                realm,
                id,
                text(claims, "name"),
                mail,
                mail != null && holds(claims, "email_verified"),
                phone,
                phone != null && holds(claims, "phone_number_verified"),
                Method.JWT,
                name,
                Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
    }

    private static @Nullable String text(JwtClaims claims, String claim) throws MalformedClaimException {
        String value = PlainText.cleanOrNull(claims.getClaimValue(claim, String.class));
        return value == null || value.length() > LONGEST_CLAIM ? null : value;
    }

    private static boolean holds(JwtClaims claims, String claim) throws MalformedClaimException {
        return Boolean.TRUE.equals(claims.getClaimValue(claim, Boolean.class));
    }
}
