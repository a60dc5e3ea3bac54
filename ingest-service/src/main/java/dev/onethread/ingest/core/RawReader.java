package dev.onethread.ingest.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Reads quarantined bytes once more. Each channel has one bean of this kind.
public interface RawReader {
    Channel channel();

    /// What the bytes say. Blocks where it fetches or stores files.
    /// @throws IllegalArgumentException where they still cannot be understood, saying why
    List<FromCustomer> read(Door door, byte[] raw, Instant receivedAt) throws IOException;
}
