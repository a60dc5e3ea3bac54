package dev.onethread.ingest.core;

import org.jspecify.annotations.Nullable;

/// What a channel brings to us instead of being asked for it. Each channel that does has one bean of this kind.
public interface Brought {
    /// Returns once what was brought is safe: in Kafka, or in quarantine where it cannot be understood. `door` is the
    /// door's name, `secret` what proves that it is the channel who calls.
    /// @return false where the door is not ours or the secret is wrong; nothing was looked at then
    /// @throws Exception where nothing is promised: it has to be brought again
    boolean take(String door, @Nullable String secret, byte[] raw) throws Exception;
}
