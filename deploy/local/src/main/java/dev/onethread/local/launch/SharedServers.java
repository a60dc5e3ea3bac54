package dev.onethread.local.launch;

import dev.onethread.local.Ports;
import dev.onethread.local.kafka.KafkaBroker;
import dev.onethread.local.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// One Kafka and one PostgreSQL for the tests of all modules, until the process is told to end.
public final class SharedServers {
    private SharedServers() {}

    /// Arguments: a directory, and the file to which the addresses are written once both answer, as shell assignments.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"), Ports.free());
        PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"), Ports.free());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            postgres.close();
                            kafka.close();
                            ended.countDown();
                        },
                        "stop"));
        Files.writeString(
                Path.of(arguments[1]),
                "export ONETHREAD_TEST_KAFKA=" + kafka.bootstrapServers() + "\nexport ONETHREAD_TEST_POSTGRES='"
                        + postgres.jdbcUrl("postgres") + "'\n");
        ended.await();
    }
}
