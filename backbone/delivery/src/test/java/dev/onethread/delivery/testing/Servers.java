package dev.onethread.delivery.testing;

import dev.onethread.local.kafka.KafkaBroker;
import dev.onethread.local.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// A Kafka broker and a PostgreSQL server: those that `ONETHREAD_TEST_KAFKA` (bootstrap servers) and
/// `ONETHREAD_TEST_POSTGRES` (JDBC address of the administrative database, with user and password as parameters) name,
/// otherwise started here and ended with [#close()].
public final class Servers implements AutoCloseable {
    /// What a broker in this process logs with; held, so that the levels stay.
    static final List<String> BROKERS_LOGGERS = List.of("kafka", "state.change.logger", "org.apache.kafka");

    private static final List<Logger> QUIET =
            BROKERS_LOGGERS.stream().map(Logger::getLogger).toList();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path folder;
    private final String bootstrap;
    private final String admin;

    private Servers() {
        this.folder = temporaryFolder();
        this.bootstrap = System.getenv().getOrDefault("ONETHREAD_TEST_KAFKA", "");
        this.admin = System.getenv().getOrDefault("ONETHREAD_TEST_POSTGRES", "");
    }

    private Servers(Servers own, String bootstrap, String admin) {
        this.folder = own.folder;
        this.opened.addAll(own.opened);
        this.bootstrap = bootstrap;
        this.admin = admin;
    }

    public static Servers open() {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Servers servers = new Servers();
        String bootstrap = servers.bootstrap.isEmpty() ? servers.broker() : servers.bootstrap;
        String admin = servers.admin.isEmpty() ? servers.postgres() : servers.admin;
        return new Servers(servers, bootstrap, admin);
    }

    public String bootstrap() {
        return bootstrap;
    }

    /// A folder that goes with the servers.
    public Path folder() {
        return folder;
    }

    /// A name nobody has used, for a database or before a dot as a prefix of topics.
    public static String freshName() {
        return "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /// Creates a database, empty or as a copy, and returns where it is as the services are configured.
    public Map<String, String> database(String name, String template) {
        execute("create database " + name + (template == null ? "" : " template " + template));
        opened.push(() -> execute("drop database if exists " + name + " with (force)"));
        return address(name);
    }

    public Map<String, String> address(String database) {
        URI address = URI.create(admin.substring("jdbc:".length()));
        Map<String, String> parameters = parameters(address.getQuery());
        return Map.of(
                "onethread.database.host", address.getHost(),
                "onethread.database.port", Integer.toString(address.getPort()),
                "onethread.database.name", database,
                "onethread.database.user", parameters.getOrDefault("user", "postgres"),
                "onethread.database.password", parameters.getOrDefault("password", "postgres"));
    }

    /// Runs a statement on the administrative database.
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(admin);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String broker() {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), freePort());
        opened.push(broker);
        return broker.bootstrapServers();
    }

    private String postgres() {
        PostgresServer server = PostgresServer.start(folder.resolve("postgres"), freePort());
        opened.push(server);
        return server.jdbcUrl("postgres");
    }

    private Path temporaryFolder() {
        try {
            Path made = Files.createTempDirectory("onethread-test");
            opened.push(() -> delete(made));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return parameters;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
