package dev.onethread.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process that is kept running: a death is followed by a new start, the sooner the rarer it dies. `changed` runs
/// without this one's lock, as it looks at all children.
final class Child {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration TOLD = Duration.ofSeconds(15);
    private static final long LOG_LIMIT = 20L * 1024 * 1024;

    private final String name;
    private final String service;
    private final int port;
    private final Starter starter;
    private final Path log;
    private final Runnable changed;
    private volatile @Nullable Process process;
    private Instant started = Instant.EPOCH;
    private Duration pause = FIRST_PAUSE;
    private boolean stopping;

    Child(String name, String service, int port, Path log, Starter starter, Runnable changed) {
        this.name = name;
        this.service = service;
        this.port = port;
        this.log = log;
        this.starter = starter;
        this.changed = changed;
    }

    /// A child that runs `command`, its output going to `log`.
    static Child of(String name, String service, int port, Path log, List<String> command, Runnable changed) {
        return new Child(name, service, port, log, () -> run(command, log), changed);
    }

    void start() throws IOException {
        if (started()) {
            changed.run();
        }
    }

    private synchronized boolean started() throws IOException {
        if (stopping) {
            return false;
        }
        keepBounded(log);
        Process now = starter.start();
        process = now;
        started = Instant.now();
        var unused = now.onExit().thenAccept(this::died);
        return true;
    }

    String name() {
        return name;
    }

    String service() {
        return service;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    boolean alive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    @Nullable
    Process process() {
        return process;
    }

    /// Asks it to end; does not wait.
    synchronized void ask() {
        stopping = true;
        Process now = process;
        if (now != null) {
            now.destroy();
        }
    }

    /// Leaves it alone from now on: its end is somebody else's doing.
    synchronized void release() {
        stopping = true;
    }

    /// Waits for it to end after [#ask], and ends it by force when patience runs out.
    void awaitEnd(Duration patience) throws InterruptedException {
        Process now = process();
        if (now != null && !now.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            now.destroyForcibly().waitFor();
        }
    }

    /// Ends one that hangs by force, so that it starts again.
    /// @return where it stands what its threads were doing
    Path giveUp() throws InterruptedException {
        Path threads = log.resolveSibling(name + ".threads");
        Process now = process();
        if (now != null) {
            try {
                Process asked = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(now.pid()),
                                "Thread.dump_to_file",
                                "-overwrite",
                                threads.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                if (!asked.waitFor(TOLD.toSeconds(), TimeUnit.SECONDS)) {
                    asked.destroyForcibly();
                }
            } catch (IOException e) {
                Say.line("the threads of " + name + " could not be looked at: " + e);
            }
            now.destroyForcibly();
        }
        return threads;
    }

    private void died(Process dead) {
        synchronized (this) {
            if (stopping || dead != process) {
                return;
            }
            boolean settled = started.plus(SETTLED).isBefore(Instant.now());
            pause = settled ? FIRST_PAUSE : pause;
            Say.line(name + " ended with " + dead.exitValue() + "; starting it again in " + pause.toSeconds() + " s ("
                    + log + ")");
            later();
        }
        changed.run();
    }

    private synchronized void later() {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::again);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void again() {
        try {
            start();
        } catch (IOException | RuntimeException e) {
            Say.line(name + " could not be started, trying on: " + e);
            later();
        }
    }

    private static Process run(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// The last log and the one before it are kept.
    private static void keepBounded(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Makes the process.
    @FunctionalInterface
    interface Starter {
        Process start() throws IOException;
    }
}
