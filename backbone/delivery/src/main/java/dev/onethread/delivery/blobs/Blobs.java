package dev.onethread.delivery.blobs;

import dev.onethread.contracts.BlobRef;
import java.io.IOException;
import java.io.InputStream;

/// Where bytes are kept: a directory that all services share (`onethread.blobs.directory`). Names are random, so that
/// knowing one is knowing the bytes.
public interface Blobs {
    /// Returns once the bytes are on stable storage.
    BlobRef write(InputStream bytes) throws IOException;

    BlobRef write(byte[] bytes) throws IOException;

    /// @throws java.nio.file.NoSuchFileException where no such blob is held
    InputStream read(String name) throws IOException;

    void delete(String name) throws IOException;
}
