package dev.onethread.notifier.lanes;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.notifier.core.OpenDoor;
import dev.onethread.notifier.core.Patience;
import dev.onethread.notifier.postgres.LaneQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One door's sending end, on a replica that may or may not own it at the moment.
final class Lane implements Leases.Holder {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final OpenDoor door;
    private final Database database;
    private final LaneQueue queue;
    private final Patience patience;
    private final FileRoom files;
    private final LaneMeters meters;
    private volatile @Nullable Tenure tenure;
    private volatile Leases.@Nullable Keeping keeping;

    Lane(OpenDoor door, Database database, LaneQueue queue, Patience patience, FileRoom files, LaneMeters meters) {
        this.door = door;
        this.database = database;
        this.queue = queue;
        this.patience = patience;
        this.files = files;
        this.meters = meters;
    }

    @Override
    public void acquired(Lease lease) {
        LOG.infof("Lane taken: lane=%s epoch=%d", door.door().channel(), lease.epoch());
        Tenure begun = new Tenure(door, database, queue, patience, lease, files, meters);
        tenure = begun;
        Thread.ofVirtual().name("lane-", lease.epoch()).start(begun);
    }

    @Override
    public void lost() {
        LOG.infof("Lane given up: lane=%s", door.door().channel());
        end(false);
    }

    void keep(Leases.Keeping wish) {
        keeping = wish;
    }

    boolean owned() {
        return tenure != null;
    }

    void wake() {
        Tenure current = tenure;
        if (current != null) {
            current.wake();
        }
    }

    /// Lets calls in progress end and writes down what they ended in, then leaves the lane to others.
    void close() {
        end(true);
        Leases.Keeping wish = keeping;
        if (wish != null) {
            wish.close();
        }
    }

    private void end(boolean orderly) {
        Tenure current = tenure;
        tenure = null;
        if (current != null) {
            current.stop(orderly);
        }
    }
}
