package dev.onethread.local.kafka;

import dev.onethread.local.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// One Kafka broker with its controller (KRaft) inside this process, on the loopback interface. Its records stay in the
/// given directory and are there again after the next start.
///
/// `acks=all` does not fsync each record: a killed broker loses nothing, a power cut can lose what a single replica had
/// not written yet. That is the price of one machine, and the reason why production has three.
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER = "onethread-local-000000";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts a broker on `port`; its controller takes any free port. Returns once it answers.
    public static KafkaBroker start(Path dir, int port) {
        return start(dir, port, Ports.free());
    }

    /// Starts a broker with a fixed port for its controller.
    public static KafkaBroker start(Path dir, int port, int controllerPort) {
        Properties settings = settings(dir, port, controllerPort);
        format(dir);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// Runs a broker until the process is told to end. Arguments: directory, port, controller's port.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING); // the log is bounded only between starts
        KafkaBroker broker =
                start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        broker.server.awaitShutdown();
    }

    private static void format(Path dir) {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(dir);
            new Formatter()
                    .setNodeId(0)
                    .setClusterId(CLUSTER)
                    .setDirectories(List.of(dir.toString()))
                    .setMetadataLogDirectory(dir.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Kafka's directory could not be formatted: " + dir, e);
        }
    }

    private static Properties settings(Path dir, int port, int controllerPort) {
        Properties settings = new Properties();
        try (InputStream file = KafkaBroker.class.getResourceAsStream("broker.properties")) {
            settings.load(Objects.requireNonNull(file, "broker.properties is missing from the build"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.setProperty("log.dirs", dir.toString());
        settings.setProperty("controller.quorum.voters", "0@127.0.0.1:" + controllerPort);
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        return settings;
    }
}
