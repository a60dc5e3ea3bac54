package dev.onethread.delivery.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Access tokens as the real sign-in gives them, signed with the test run's key.
public final class Tokens {
    /// Where the run's private key lies (PKCS #8, PEM). A system property, as test and resources have different class
    /// loaders.
    public static final String PRIVATE_KEY = "onethread.test.jwt-private-key";

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /// A token for `user` with `roles` (`agent`, `supervisor`, `admin`), good for an hour.
    public static String of(String user, String... roles) {
        return of(user, Instant.now().plusSeconds(3600), roles);
    }

    public static String of(String user, Instant expires, String... roles) {
        String groups = Stream.of(roles).map(role -> '"' + role + '"').collect(Collectors.joining(",", "[", "]"));
        String claims = """
                {"iss":"onethread","sub":"%s","upn":"%s","groups":%s,"iat":%d,"exp":%d,"jti":"%s"}""".formatted(
                user, user, groups, Instant.now().getEpochSecond(), expires.getEpochSecond(), UUID.randomUUID());
        String unsigned = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        return unsigned + "." + URL.encodeToString(signature(unsigned));
    }

    static Map<String, String> prepare(Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Path publicKey = write(
                    folder.resolve("jwt-public.pem"),
                    "PUBLIC KEY",
                    pair.getPublic().getEncoded());
            Path privateKey = write(
                    folder.resolve("jwt-private.pem"),
                    "PRIVATE KEY",
                    pair.getPrivate().getEncoded());
            System.setProperty(PRIVATE_KEY, privateKey.toString());
            return Map.of(
                    "onethread.jwt.public-key", publicKey.toUri().toString(),
                    "onethread.jwt.private-key", privateKey.toUri().toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(Path file, String kind, byte[] key) {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + kind + "-----\n";
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey privateKey() throws GeneralSecurityException {
        try {
            String pem = Files.readString(Path.of(System.getProperty(PRIVATE_KEY)));
            String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
