package dev.onethread.local.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// The key pair that access tokens are signed and checked with, made once and kept with the data.
record Keys(Path privateKey, Path publicKey) {
    private static final int BITS = 2048;

    static Keys in(Path folder) throws IOException {
        Keys keys = new Keys(folder.resolve("private.pem"), folder.resolve("public.pem"));
        if (!Files.exists(keys.publicKey)) {
            Files.createDirectories(folder);
            keys.make();
        }
        return keys;
    }

    /// A secret of 256 random bits under a name, made once and kept beside the keys.
    String secret(String name) throws IOException {
        Path file = publicKey.resolveSibling(name + ".secret");
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    /// What tokens in mails are sealed with: made from the private key, so that it stays the same with the data.
    String mailTokenKey() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("mail tokens ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(privateKey)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The public half is written last: where it stands, both do.
    private void make() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            Files.deleteIfExists(privateKey);
            Files.createFile(
                    privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }
}
