package dev.onethread.notifier.lanes;

import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Leases;
import dev.onethread.notifier.core.Doors;
import dev.onethread.notifier.core.OpenDoor;
import dev.onethread.notifier.core.Patience;
import dev.onethread.notifier.postgres.LaneBell;
import dev.onethread.notifier.postgres.LaneQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The sending ends of all configured doors. Each is owned by one replica at a time, by lease.
@ApplicationScoped
public class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private static final int LOOK_SECONDS = 10;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Leases leases;
    private final LaneBell bell;
    private final LaneMeters meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("lane-gauges").factory());

    Lanes(
            Instance<Doors> channels,
            Database database,
            LaneQueue queue,
            Leases leases,
            LaneBell bell,
            LaneMeters meters,
            RetryConfig retry) {
        this.leases = leases;
        this.bell = bell;
        this.meters = meters;
        Patience patience = retry.patience();
        FileRoom files = new FileRoom();
        for (Doors channel : channels) {
            for (OpenDoor door : channel.open()) {
                lanes.put(door.door().key(), new Lane(door, database, queue, patience, files, meters));
            }
        }
    }

    /// Whether this installation can send through `door`.
    public boolean open(Door door) {
        return lanes.containsKey(door.key());
    }

    /// Whether this replica sends through `door` at the moment.
    public boolean owned(Door door) {
        Lane lane = lanes.get(door.key());
        return lane != null && lane.owned();
    }

    void start(@Observes StartupEvent event) {
        if (lanes.isEmpty()) {
            LOG.info("No bot and no mailbox is configured; only web chat is sent to");
            return;
        }
        bell.listen(this::wake, () -> lanes.values().forEach(Lane::wake));
        lanes.keySet().forEach(meters::shows);
        clock.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        lanes.forEach((name, lane) -> lane.keep(leases.keep("lane/" + name, lane)));
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        lanes.values().forEach(Lane::close);
    }

    private void look() {
        try {
            meters.look();
        } catch (RuntimeException e) {
            LOG.debugf(e, "the lanes' gauges stay as they are");
        }
    }

    private void wake(String name) {
        Lane lane = lanes.get(name);
        if (lane != null) {
            lane.wake();
        }
    }
}
