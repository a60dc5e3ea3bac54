package dev.onethread.local.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What happened to a bot, a line of JSON each, so that a restart goes on from it. A line that was cut off by a kill is
/// the last one and is dropped.
final class Journal implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;

    private Journal(Path file) throws IOException {
        this.file = file;
        this.writer = append(file);
    }

    static List<JsonObject> read(Path file) {
        List<JsonObject> lines = new ArrayList<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                lines.add(new JsonObject(line));
            }
        } catch (DecodeException _) {
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /// Starts a journal whose beginning is `state`, in place of the old one.
    static Journal begin(Path file, List<JsonObject> state) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
            Files.write(fresh, state.stream().map(JsonObject::encode).toList());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void write(JsonObject line) {
        try {
            writer.write(line.encode());
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedWriter append(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
