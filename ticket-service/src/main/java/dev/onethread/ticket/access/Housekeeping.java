package dev.onethread.ticket.access;

import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ticket.postgres.Commands;
import dev.onethread.ticket.postgres.Downloads;
import dev.onethread.ticket.postgres.Sessions;
import dev.onethread.ticket.postgres.Uploads;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Throws away what has run out: sessions, rights to download, answered commands, files nobody sent.
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final Sessions sessions;
    private final Downloads downloads;
    private final Commands commands;
    private final Uploads uploads;
    private final Blobs blobs;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("housekeeping").factory());

    Housekeeping(Sessions sessions, Downloads downloads, Commands commands, Uploads uploads, Blobs blobs) {
        this.sessions = sessions;
        this.downloads = downloads;
        this.commands = commands;
        this.uploads = uploads;
        this.blobs = blobs;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::clean, 10, 10, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void clean() {
        try {
            sessions.forgetOld();
            downloads.forgetOld();
            commands.forgetOld();
            uploads.forgetUnused().forEach(this::delete);
        } catch (RuntimeException e) {
            LOG.warnf("cleaning up has to wait: %s", e.toString());
        }
    }

    private void delete(String blob) {
        try {
            blobs.delete(blob);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
