package dev.onethread.delivery.testing;

import dev.onethread.local.kafka.KafkaBroker;
import dev.onethread.local.kafka.Topics;
import dev.onethread.local.postgres.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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

/// Real Kafka and real PostgreSQL for a test run: those that `ONETHREAD_TEST_KAFKA` (bootstrap servers) and
/// `ONETHREAD_TEST_POSTGRES` (JDBC address of the administrative database, with user and password as parameters) name,
/// otherwise started for the run. Each run has a database, topics and a key pair of its own.
public class RealInfrastructure implements QuarkusTestResourceLifecycleManager {
    private static final int PARTITIONS = 4;

    /// Held, so that their levels stay: a broker in this process tells much.
    private static final List<Logger> BROKERS_LOGGERS = Stream.of("kafka", "state.change.logger", "org.apache.kafka")
            .map(Logger::getLogger)
            .toList();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @Override
    public Map<String, String> start() {
        String run =
                "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        BROKERS_LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
        Path folder = temporaryFolder();
        Map<String, String> config = new HashMap<>();
        config.put("onethread.blobs.directory", folder.resolve("blobs").toString());
        config.put("quarkus.http.test-port", "0");
        for (String logger : List.of("kafka", "state.change.logger", "org.apache.kafka")) {
            config.put("quarkus.log.category.\"" + logger + "\".level", "WARN");
        }
        config.putAll(Tokens.prepare(folder));
        config.putAll(kafka(folder, run + "."));
        config.putAll(database(folder, run));
        return config;
    }

    private Map<String, String> kafka(Path folder, String prefix) {
        String shared = System.getenv("ONETHREAD_TEST_KAFKA");
        String bootstrap = shared == null ? broker(folder) : shared;
        Topics.create(bootstrap, prefix, PARTITIONS);
        return Map.of("kafka.bootstrap.servers", bootstrap, "onethread.topics.prefix", prefix);
    }

    private String broker(Path folder) {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), freePort());
        opened.push(broker);
        return broker.bootstrapServers();
    }

    private Map<String, String> database(Path folder, String name) {
        String shared = System.getenv("ONETHREAD_TEST_POSTGRES");
        String admin = shared == null ? server(folder) : shared;
        execute(admin, "create database " + name);
        if (shared != null) {
            opened.push(() -> execute(admin, "drop database if exists " + name + " with (force)"));
        }
        URI address = URI.create(admin.substring("jdbc:".length()));
        Map<String, String> parameters = parameters(address.getQuery());
        return Map.of(
                "onethread.database.host", address.getHost(),
                "onethread.database.port", Integer.toString(address.getPort()),
                "onethread.database.name", name,
                "onethread.database.user", parameters.getOrDefault("user", "postgres"),
                "onethread.database.password", parameters.getOrDefault("password", "postgres"));
    }

    private String server(Path folder) {
        PostgresServer server = PostgresServer.start(folder.resolve("postgres"), freePort());
        opened.push(server);
        return server.jdbcUrl("postgres");
    }

    @Override
    public void stop() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("onethread-test");
            opened.push(() -> delete(folder));
            return folder;
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

    private static void execute(String jdbc, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
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
