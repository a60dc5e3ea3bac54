package dev.onethread.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Rights shared out among replicas by rows of the database and its clock.
public interface Leases {
    /// Takes `name` if nobody holds it.
    @Nullable
    Lease tryAcquire(String name, Duration duration);

    /// @return whether it is still ours, now for another `duration`
    boolean renew(Lease lease, Duration duration);

    /// Gives it up, so that others need not wait for it to run out.
    void release(Lease lease);

    /// Tries for `name` until closed, keeps it while it can, and tells `holder`.
    Keeping keep(String name, Holder holder);

    /// What a replica does with a lease. Calls come one after another, on a virtual thread.
    interface Holder {
        void acquired(Lease lease);

        /// It is no longer ours, or will not be for long: stop.
        void lost();
    }

    /// A wish to hold a lease; closing it releases.
    interface Keeping extends AutoCloseable {
        @Override
        void close();
    }
}
