package dev.onethread.ingest.webchat;

import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.postgres.SignedIn;
import dev.onethread.ingest.postgres.Uploads;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Throws away files that visitors brought and did not send within a day, and sign-ins that have ended. A row
/// goes before its bytes: bytes that stay behind after a crash are only waste, a message without its bytes
/// would be a loss.
@ApplicationScoped
class UnsentFiles {
    private static final Logger LOG = Logger.getLogger(UnsentFiles.class);

    private final Uploads uploads;
    private final Blobs blobs;
    private final SignedIn signedIn;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("unsent-files").factory());

    UnsentFiles(Uploads uploads, Blobs blobs, SignedIn signedIn) {
        this.signedIn = signedIn;
        this.uploads = uploads;
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

    void clean() throws IOException {
        for (List<String> some = uploads.forgetUnsent(); !some.isEmpty(); some = uploads.forgetUnsent()) {
            for (String blob : some) {
                blobs.delete(blob);
            }
        }
    }
}
