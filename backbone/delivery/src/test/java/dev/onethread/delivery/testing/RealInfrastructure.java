package dev.onethread.delivery.testing;

import dev.onethread.local.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/// Real Kafka and real PostgreSQL for a test run ([Servers] says which). Each run has a database, topics and a key pair
/// of its own.
public class RealInfrastructure implements QuarkusTestResourceLifecycleManager {
    private static final int PARTITIONS = 4;

    private Servers servers;

    @Override
    public Map<String, String> start() {
        servers = Servers.open();
        String run = Servers.freshName();
        Topics.create(servers.bootstrap(), run + ".", PARTITIONS);
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", servers.bootstrap());
        config.put("onethread.topics.prefix", run + ".");
        config.put(
                "onethread.blobs.directory", servers.folder().resolve("blobs").toString());
        config.put("quarkus.http.test-port", "0");
        Servers.BROKERS_LOGGERS.forEach(name -> config.put("quarkus.log.category.\"" + name + "\".level", "WARN"));
        config.putAll(servers.database(run, null));
        config.putAll(Tokens.prepare(servers.folder()));
        return config;
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
