package dev.onethread.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What libraries say of themselves inside of the launcher. The terminal is for people: it goes into a file instead.
final class Journal {
    private static final int LIMIT = 5 * 1024 * 1024;

    private Journal() {}

    /// Nothing of it reaches the terminal from now on.
    static void silence() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    static void open(Path file) throws IOException {
        FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LIMIT, 1, true);
        handler.setFormatter(new SimpleFormatter());
        Logger.getLogger("").addHandler(handler);
    }
}
