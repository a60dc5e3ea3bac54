package dev.onethread.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path dir;

    @Test
    void whatLibrariesSayGoesIntoTheFile() throws Exception {
        Path file = dir.resolve("100%.log");
        Logger root = Logger.getLogger("");
        List<Handler> before = List.of(root.getHandlers());
        before.forEach(root::removeHandler);
        Journal.open(file);
        try {
            Logger.getLogger("io.vertx.core").log(Level.SEVERE, "Connection reset", new IOException("reset"));
            assertThat(file).content().contains("Connection reset").contains("java.io.IOException: reset");
        } finally {
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
                handler.close();
            }
            before.forEach(root::addHandler);
        }
    }
}
