package dev.onethread.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL server as a child process, with fsync on. The data folder stays; a server that
/// outlived the kill of whoever started it is recognised by the folder's `postmaster.pid` and stopped
/// before a new one starts on it.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private static final int PATIENCE_SECONDS = 60;

    /// A server for a laptop and its tests: every change is on disk at commit, memory is modest.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "128MB"),
            // A batch of a thousand decisions is a few MB: whoever fills the buffers writes them out
            // themselves.
            Map.entry("wal_buffers", "16MB"),
            // The outbox is emptied as fast as it is filled: what is dead of it is soon used again.
            Map.entry("autovacuum_naptime", "5s"),
            Map.entry("max_connections", "200"),
            Map.entry("work_mem", "4MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("max_wal_size", "1GB"),
            Map.entry("io_method", "sync"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    private final Process process;
    private final Path data;
    private final int port;

    private PostgresServer(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /// Starts a server on the data under `dir` (made when missing), logging to `postgres.log` beside it,
    /// and returns once it answers.
    public static PostgresServer start(Path dir, int port) {
        try {
            Path home = prepare(dir);
            Path data = data(dir);
            Leftover.stop(data);
            Process process = launch(home, dir, port);
            PostgresServer server = new PostgresServer(process, data, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + dir, e);
        }
    }

    /// Unpacks the programs and makes the data folder, as far as that has not been done.
    /// Argument: the directory later given to [#start].
    public static void main(String[] arguments) throws IOException {
        prepare(Path.of(arguments[0]));
    }

    public int port() {
        return port;
    }

    /// The process id of the server, for those who want to kill or pause it.
    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER + "&password=" + PASSWORD;
    }

    /// Creates an empty database of that name, unless there is one.
    public void createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            if (!present(statement, name)) {
                statement.execute("create database " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be created", e);
        }
    }

    /// The server's process, for those who watch over it.
    public Process process() {
        return process;
    }

    /// Stops the server after rolling back open transactions ("fast").
    @Override
    public void close() {
        try {
            Leftover.stop(data);
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean present(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            return found.next();
        }
    }

    private static Path data(Path dir) {
        return dir.resolve("data").toAbsolutePath();
    }

    private static Path prepare(Path dir) throws IOException {
        Files.createDirectories(dir);
        Path home = Binaries.unpacked();
        if (!Files.exists(data(dir).resolve("PG_VERSION"))) {
            initialise(home, dir);
        }
        return home;
    }

    /// `initdb` into a folder of another name, renamed when complete: half a data folder never looks like a
    /// whole one.
    private static void initialise(Path home, Path dir) throws IOException {
        Path fresh = dir.resolve("data-fresh").toAbsolutePath();
        if (Files.exists(fresh)) {
            Binaries.delete(fresh);
        }
        Path secret = Files.writeString(dir.resolve("password").toAbsolutePath(), PASSWORD + "\n");
        List<String> command = asServerUser(home.resolve("bin/initdb").toString());
        command.addAll(List.of(
                "-D",
                fresh.toString(),
                "-U",
                USER,
                "--pwfile",
                secret.toString(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions"));
        run(command, dir.resolve("initdb.log"));
        Files.delete(secret);
        Files.move(fresh, data(dir));
    }

    private static Process launch(Path home, Path dir, int port) throws IOException {
        List<String> command = asServerUser(home.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data(dir).toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // A session of its own: Ctrl-C in a terminal must not reach the server before those who use it.
        command.addFirst("setsid");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("postgres.log").toFile()))
                .start();
    }

    /// The server refuses to run as root. A user namespace of its own makes root a nobody for it, while the
    /// files stay reachable; a user who is not root needs nothing.
    private static List<String> asServerUser(String program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program);
        return command;
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL ended at once, see postgres.log beside " + data);
            }
            try (Connection _ = DriverManager.getConnection(jdbcUrl("postgres"))) {
                return;
            } catch (SQLException _) {
                pause();
            }
        }
        process.destroyForcibly();
        throw new IOException("PostgreSQL did not answer within " + PATIENCE_SECONDS + " s");
    }

    private void pause() throws IOException {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
