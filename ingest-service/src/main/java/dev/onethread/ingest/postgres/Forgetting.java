package dev.onethread.ingest.postgres;

import dev.onethread.delivery.blobs.Blobs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Throws away what nobody needs any more: files that visitors brought and did not send within a day, what
/// was left out or replayed a month ago, and sign-ins that have ended. A row goes before its bytes: bytes
/// that stay behind after a crash are only waste, a message without its bytes would be a loss.
@ApplicationScoped
public class Forgetting {
    private static final Logger LOG = Logger.getLogger(Forgetting.class);

    private final Uploads uploads;
    private final StoredQuarantine quarantine;
    private final SignedIn signedIn;
    private final Blobs blobs;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("forgetting").factory());

    Forgetting(Uploads uploads, StoredQuarantine quarantine, SignedIn signedIn, Blobs blobs) {
        this.uploads = uploads;
        this.quarantine = quarantine;
        this.signedIn = signedIn;
        this.blobs = blobs;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::cleanOrWait, 10, 10, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void cleanOrWait() {
        try {
            clean();
            signedIn.forgetEnded();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("cleaning up has to wait: %s", e.toString());
        }
    }

    /// What is due now.
    public void clean() throws IOException {
        deleteAll(uploads::forgetUnsent);
        deleteAll(quarantine::forgetDone);
    }

    private void deleteAll(Supplier<List<String>> forgotten) throws IOException {
        for (List<String> some = forgotten.get(); !some.isEmpty(); some = forgotten.get()) {
            for (String blob : some) {
                blobs.delete(blob);
            }
        }
    }
}
