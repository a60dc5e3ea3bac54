package dev.onethread.routing.postgres;

import dev.onethread.delivery.blobs.Blobs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Throws away what has run out: old decisions, commands nobody repeats any more, exports nobody has taken away; and
/// tells desks' hours
/// again before what the others know of them runs out. In batches, so that a pool's dispatcher never waits
/// for it; replicas that do it at the same time take different rows.
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int AT_ONCE = 5_000;

    private final Decisions decisions;
    private final AgentPast past;
    private final SeenCommands commands;
    private final HoursTold hours;
    private final ErasedAddresses erased;
    private final PrivacyTable requests;
    private final Blobs blobs;
    private final Duration kept;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("housekeeping").factory());

    Housekeeping(
            Decisions decisions,
            AgentPast past,
            SeenCommands commands,
            HoursTold hours,
            ErasedAddresses erased,
            PrivacyTable requests,
            Blobs blobs,
            @ConfigProperty(name = "onethread.decisions.kept", defaultValue = "P30D") Duration kept) {
        if (kept.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("onethread.decisions.kept is below an hour");
        }
        this.decisions = decisions;
        this.past = past;
        this.commands = commands;
        this.hours = hours;
        this.erased = erased;
        this.requests = requests;
        this.blobs = blobs;
        this.kept = kept;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::clean, 1, 5, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    /// Until nothing old is left.
    void clean() {
        try {
            while (decisions.forgetOld(kept, AT_ONCE) == AT_ONCE) {
                LOG.debugf("forgot %d decisions", AT_ONCE);
            }
            while (past.forgetOld(kept, AT_ONCE) == AT_ONCE) {
                LOG.debugf("forgot %d states of agents", AT_ONCE);
            }
            while (commands.forgetOld(AT_ONCE) == AT_ONCE) {
                LOG.debugf("forgot %d commands", AT_ONCE);
            }
            while (erased.forgetOld(AT_ONCE) == AT_ONCE) {
                LOG.debugf("forgot %d erased addresses", AT_ONCE);
            }
            for (String export : requests.forgetOldExports()) {
                blobs.delete(export);
            }
            hours.tellAgain();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("cleaning up has to wait: %s", e.toString());
        }
    }
}
