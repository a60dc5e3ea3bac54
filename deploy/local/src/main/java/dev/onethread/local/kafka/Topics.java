package dev.onethread.local.kafka;

import dev.onethread.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// The topics of the contracts, with their partitions and how long they are kept.
///
/// Partitions are fixed for good: a changed count would send a key to another partition and break its order.
public final class Topics {
    private static final int PATIENCE_SECONDS = 60;

    private Topics() {}

    /// Creates what is missing of all topics and their `.dead`, each named `prefix + title`. Repeating it is harmless.
    public static void create(String bootstrap, String prefix, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = wanted(prefix, partitions).stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrap + " did not create the topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private static List<NewTopic> wanted(String prefix, int partitions) {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(prefix + topic.title(), partitions, topic.kept()));
            topics.add(topic(prefix + topic.dead(), partitions, Topic.Kept.MONTH));
        }
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Topic.Kept kept) {
        return new NewTopic(name, partitions, (short) 1).configs(retention(kept));
    }

    private static Map<String, String> retention(Topic.Kept kept) {
        return switch (kept) {
            case COMPACTED -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case HOUR, WEEK, MONTH ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept.millis()));
        };
    }
}
