package dev.onethread.contracts;

/// Bytes kept outside the records: a random unguessable name, SHA-256 in lower-case hex, size in bytes.
public record BlobRef(String name, String sha256, long size) {
    public BlobRef {
        Require.text(name, "blob name");
        Require.text(sha256, "sha256");
        Require.that(size >= 0, "a blob has no negative size");
    }
}
