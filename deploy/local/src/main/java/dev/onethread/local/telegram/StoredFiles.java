package dev.onethread.local.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files of one bot, each under a random name.
final class StoredFiles {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path dir;
    private final Map<String, StoredFile> known = new ConcurrentHashMap<>();

    StoredFiles(Path dir) {
        this.dir = dir;
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoredFile keep(String kind, String name, String mediaType, byte[] bytes) {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        String id = "F" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            Files.write(dir.resolve(id), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoredFile file = new StoredFile(id, kind, name, mediaType, bytes.length);
        known(file);
        return file;
    }

    void known(StoredFile file) {
        known.put(file.id(), file);
    }

    Optional<StoredFile> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    Collection<StoredFile> all() {
        return known.values();
    }

    /// Where the bytes lie.
    Path path(StoredFile file) {
        return dir.resolve(file.id());
    }

    byte[] bytes(String id) {
        StoredFile file = find(id).orElseThrow(() -> new IllegalArgumentException("no such file"));
        try {
            return Files.readAllBytes(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
