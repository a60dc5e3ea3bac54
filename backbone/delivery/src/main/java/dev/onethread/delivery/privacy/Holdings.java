package dev.onethread.delivery.privacy;

import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.delivery.Tx;
import java.io.IOException;
import java.util.List;

/// What a service holds of customers. Everything in its database that is of somebody stands here: a test compares it
/// with the tables there are.
public interface Holdings {
    /// In the order in which they can be erased: what names another row before that row.
    List<Holding> holdings();

    /// What no condition on rows finds; its rows and files are gone afterwards.
    default List<Count> eraseMore(Tx tx, PrivacyRequest request) throws IOException {
        return List.of();
    }

    /// Runs in the transaction that has erased everything.
    default void erased(Tx tx, PrivacyRequest request) {}
}
