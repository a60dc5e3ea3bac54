package dev.onethread.ingest.core;

import dev.onethread.contracts.FromCustomer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The one way in: every channel hands over here, and acknowledges to its customer or server only after the stage has
/// completed. A stage that fails means that nothing is promised: do not acknowledge, offer the same again later. The
/// same event may be taken any number of times; its id makes it one.
public interface Intake {
    /// Completes when Kafka has accepted (acks=all). The order of one address is the caller's: the next event of an
    /// address is handed over after the stage of the one before.
    CompletionStage<Void> take(FromCustomer event);

    /// Completes when Kafka has accepted all of them. The order within each address is kept, addresses run side by
    /// side; after a failure nothing more of that address is sent.
    CompletionStage<Void> takeAll(List<? extends FromCustomer> events);
}
