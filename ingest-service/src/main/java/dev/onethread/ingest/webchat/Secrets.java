package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Names and secrets nobody can guess.
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static Visitor newVisitor() {
        return new Visitor(random(18));
    }

    static String newSecret() {
        return random(32);
    }

    static String newUpload() {
        return random(18);
    }

    /// A secret of 256 random bits needs no slow hash: there is nothing to guess.
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Takes the same time whatever the difference.
    static boolean match(String secret, byte[] hash) {
        return MessageDigest.isEqual(hash(secret), hash);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
