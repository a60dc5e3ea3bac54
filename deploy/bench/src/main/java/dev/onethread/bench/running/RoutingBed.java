package dev.onethread.bench.running;

import dev.onethread.local.Ports;
import dev.onethread.local.kafka.KafkaBroker;
import dev.onethread.local.kafka.Topics;
import dev.onethread.local.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// A broker, a database, and replicas of the routing service as processes of their own; all of it ends with
/// [#close()].
final class RoutingBed implements AutoCloseable {
    private static final int PARTITIONS = 8;
    private static final Duration START = Duration.ofSeconds(90);

    private final Path root;
    private final Path folder;
    private final KafkaBroker kafka;
    private final PostgresServer postgres;
    private final List<Replica> replicas = new ArrayList<>();

    /// A running replica and where its log stands.
    record Replica(Process process, int port, Path log) {
        void stop() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }

        /// kill -9
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /// The last epoch in which, as far as its log says, it took the pool over; 0 for never.
        long lastEpoch(String pool) {
            return said("took over pool " + pool + ", epoch ")
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .max()
                    .orElse(0);
        }

        /// Whether it is as ready to take the pool over as one that has been running for long.
        boolean rehearsed(String pool) {
            return said("rehearsed the takeover of pool " + pool).findAny().isPresent();
        }

        private Stream<String> said(String words) {
            try {
                return Files.readAllLines(log, StandardCharsets.UTF_8).stream().filter(line -> line.contains(words));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RoutingBed(Path root, Path folder, KafkaBroker kafka, PostgresServer postgres) {
        this.root = root;
        this.folder = folder;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /// `root` is the project's folder; the service must have been built. Everything is kept in `folder`.
    static RoutingBed prepare(Path root, Path folder) throws IOException {
        Files.createDirectories(folder);
        PostgresServer postgres = PostgresServer.start(folder.resolve("postgres"), Ports.free());
        KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), Ports.free());
        Topics.create(kafka.bootstrapServers(), "", PARTITIONS);
        postgres.createDatabase("routing");
        RoutingBed bed = new RoutingBed(root, folder, kafka, postgres);
        bed.configure();
        return bed;
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    String jdbcUrl() {
        return postgres.jdbcUrl("routing");
    }

    /// The replica that dispatches the pool.
    Replica dispatcher(String pool) {
        return replicas.stream()
                .filter(replica -> replica.process().isAlive())
                .max((a, b) -> Long.compare(a.lastEpoch(pool), b.lastEpoch(pool)))
                .orElseThrow();
    }

    /// Waits until a replica that does not dispatch the pool has rehearsed to do so.
    void awaitRehearsal(String pool) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (replicas.stream()
                .noneMatch(each -> each.process().isAlive() && each != dispatcher(pool) && each.rehearsed(pool))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no replica has rehearsed a takeover; see " + folder);
            }
            Thread.sleep(200);
        }
    }

    /// Starts one more replica, and returns once it is ready.
    Replica start(int heapMegabytes) throws IOException, InterruptedException {
        int port = Ports.free();
        Path log = folder.resolve("routing-" + replicas.size() + ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Djdk.virtualThreadScheduler.parallelism=16",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsmallrye.config.locations="
                        + folder.resolve("routing.properties").toUri(),
                "-Dquarkus.http.port=" + port,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                root.resolve("routing-service/target/quarkus-app/quarkus-run.jar")
                        .toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Replica replica = new Replica(process, port, log);
        replicas.add(replica);
        awaitReady(replica);
        return replica;
    }

    private void configure() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("kafka.bootstrap.servers", bootstrap());
        properties.setProperty("onethread.topics.partitions", Integer.toString(PARTITIONS));
        properties.setProperty("onethread.database.port", Integer.toString(postgres.port()));
        properties.setProperty("onethread.database.name", "routing");
        properties.setProperty(
                "onethread.blobs.directory", folder.resolve("blobs").toString());
        properties.setProperty("onethread.jwt.public-key", publicKey().toUri().toString());
        try (var writer = Files.newBufferedWriter(folder.resolve("routing.properties"))) {
            properties.store(writer, null);
        }
    }

    /// The service checks tokens with it; nobody signs any here.
    private Path publicKey() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String body = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
            return Files.writeString(
                    folder.resolve("public.pem"),
                    "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static void awaitReady(Replica replica) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + replica.port() + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            while (System.nanoTime() < deadline && replica.process().isAlive()) {
                if (ready(client, ask)) {
                    return;
                }
                Thread.sleep(200);
            }
        }
        throw new IOException("a routing replica did not start; see " + replica.log());
    }

    private static boolean ready(HttpClient client, HttpRequest ask) throws InterruptedException {
        try {
            return client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        for (Replica replica : replicas) {
            replica.process().destroy();
        }
        for (Replica replica : replicas) {
            replica.process()
                    .onExit()
                    .orTimeout(15, java.util.concurrent.TimeUnit.SECONDS)
                    .exceptionally(late -> {
                        replica.process().destroyForcibly();
                        return replica.process();
                    })
                    .join();
        }
        kafka.close();
        postgres.close();
    }
}
