package dev.onethread.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;

/// Widgets whose pages sign their visitors in, and the pages' side of it.
public final class Widgets {
    public static final String OLD_SECRET = "an old secret of thirty-two bytes";
    public static final String NEW_SECRET = "a new secret of thirty-two bytes!";
    public static final String CODE_SECRET = "a secret for codes, thirty-two b.";
    public static final KeyPair RSA = rsa();

    public static final Map<String, String> SETTINGS = settings();

    private Widgets() {}

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        String signed = "onethread.webchat.widgets.\"signed\".";
        settings.put(signed + "origins", "*");
        settings.put(signed + "identity.realm", "shop-users");
        settings.put(signed + "identity.keys.\"2025\".hs256", OLD_SECRET);
        settings.put(signed + "identity.keys.\"2026\".hs256", NEW_SECRET);
        settings.put(signed + "identity.keys.\"server\".rs256", pem());
        settings.put(signed + "identity.keys.\"codes\".hmac", CODE_SECRET);
        String members = "onethread.webchat.widgets.\"members\".";
        settings.put(members + "origins", "*");
        settings.put(members + "desk", "members");
        settings.put(members + "identity.required", "true");
        settings.put(members + "identity.keys.\"members\".hs256", "the members' secret of 32 bytes..");
        String forms = "onethread.webchat.widgets.\"forms\".";
        settings.put(forms + "origins", "*");
        settings.put(forms + "desk", "night-desk");
        settings.put(forms + "ask.mail", "required");
        settings.put(forms + "ask.name", "optional");
        settings.put(forms + "topics.\"order\".ru", "Заказ");
        settings.put(forms + "topics.\"order\".en", "Order");
        return settings;
    }

    public static String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(RSA.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
    }

    /// Claims of a person that hold for ten minutes.
    public static JwtClaims claims(String externalId) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(externalId);
        claims.setExpirationTimeMinutesInTheFuture(10);
        return claims;
    }

    public static String token(JwtClaims claims, String secret, String kid) {
        return sign(
                claims, new HmacKey(secret.getBytes(StandardCharsets.UTF_8)), AlgorithmIdentifiers.HMAC_SHA256, kid);
    }

    public static String sign(JwtClaims claims, java.security.Key key, String algorithm, String kid) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setDoKeyValidation(false);
        signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        if (kid != null) {
            signature.setKeyIdHeaderValue(kid);
        }
        try {
            return signature.getCompactSerialization();
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a page hands over for one of its users.
    public static Map<String, Object> user(String externalId) {
        return Map.of("token", token(claims(externalId), NEW_SECRET, "2026"));
    }

    public static String code(String externalId, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(externalId.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
