package dev.onethread.notifier.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.delivery.Tx;
import jakarta.enterprise.context.ApplicationScoped;

/// Addresses that are sent nothing for now.
@ApplicationScoped
public class Pauses {
    private static final String PAUSE =
            "INSERT INTO paused_address (address, since) VALUES ($1, now()) ON CONFLICT (address) DO NOTHING";
    private static final String END = "DELETE FROM paused_address WHERE address = $1";

    public void pause(Tx tx, Address address) {
        tx.update(PAUSE, address.key());
    }

    /// @return whether it was paused
    public boolean end(Tx tx, Address address) {
        return tx.update(END, address.key()) > 0;
    }
}
