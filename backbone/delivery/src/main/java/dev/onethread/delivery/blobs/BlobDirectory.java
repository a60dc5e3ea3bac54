package dev.onethread.delivery.blobs;

import dev.onethread.contracts.BlobRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Blobs as files named by 160 random bits. A file appears under its name only when whole and on stable storage.
@ApplicationScoped
class BlobDirectory implements Blobs {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NAME = "[0-9a-f]{40}";

    private final Path root;

    BlobDirectory(@ConfigProperty(name = "onethread.blobs.directory") Path root) {
        this.root = root.toAbsolutePath();
    }

    @Override
    public BlobRef write(byte[] bytes) throws IOException {
        return write(new ByteArrayInputStream(bytes));
    }

    @Override
    public BlobRef write(InputStream bytes) throws IOException {
        String name = randomName();
        Path target = path(name);
        Path folder = Files.createDirectories(root.resolve(name.substring(0, 2)));
        Path fresh = target.resolveSibling(name + ".part");
        try {
            DigestInputStream digested = new DigestInputStream(bytes, sha256());
            long size = writeThrough(digested, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            return new BlobRef(
                    name, HexFormat.of().formatHex(digested.getMessageDigest().digest()), size);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    private static long writeThrough(InputStream bytes, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = bytes.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
            return size;
        }
    }

    /// A new name is on stable storage once its directory is.
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path path(String name) throws NoSuchFileException {
        if (!name.matches(NAME)) {
            throw new NoSuchFileException("not a blob's name");
        }
        return root.resolve(name.substring(0, 2)).resolve(name);
    }

    private static String randomName() {
        byte[] bits = new byte[20];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
