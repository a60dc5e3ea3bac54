package dev.onethread.e2e.actors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An installation started by the command people use, on its own port and data folder, and stopped as they would.
public final class Deployment implements AutoCloseable {
    private static final long START_SECONDS = 600;

    private final Process process;
    private final Path data;

    private Deployment(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /// Runs `deploy/up` of the project at `root` with these further arguments, and returns once it says `Ready:`.
    public static Deployment up(Path root, int port, Path data, String... arguments)
            throws IOException, InterruptedException {
        return up(root, port, data, Map.of(), arguments);
    }

    /// The same with these further variables in its environment.
    public static Deployment up(Path root, int port, Path data, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(data);
        List<String> command = new ArrayList<>();
        command.add(root.resolve("deploy/up").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("ONETHREAD_PORT", Integer.toString(port));
        builder.environment().put("ONETHREAD_DATA", data.toAbsolutePath().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Path log = data.resolve("up.log");
        Thread.ofPlatform().daemon().start(() -> copy(process, log, ready));
        try {
            ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroy();
            throw new IOException("deploy/up did not become ready; see " + log, e);
        }
        return new Deployment(process, data);
    }

    public Installation installation() throws IOException {
        return Installation.in(data);
    }

    /// As Ctrl-C does.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Process process, Path log, CompletableFuture<Void> ready) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var out = Files.newBufferedWriter(log)) {
            String line;
            while ((line = lines.readLine()) != null) {
                out.write(line);
                out.newLine();
                out.flush();
                if (line.contains("Ready:")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            // Stopped: its output ends in the middle.
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("deploy/up ended"));
        }
    }
}
