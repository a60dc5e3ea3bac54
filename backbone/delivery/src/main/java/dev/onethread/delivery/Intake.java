package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/// Reads one topic for one handler: a Kafka consumer on its own thread that hands each partition's records to its
/// lane and never waits for one, so membership holds and no slow partition stops another.
final class Intake<E extends Event> implements Lane.Owner<E>, ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final long COMMIT_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumption<E> consumption;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Lane<E>> lanes = new ConcurrentHashMap<>();
    /// Lanes that may still be at work on what they had when their partition was taken away.
    private final Map<Integer, Lane<E>> ending = new HashMap<>();
    private final Map<Integer, Long> committed = new HashMap<>();
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean running = true;
    private long commitDue;

    Intake(Consumption<E> consumption) {
        this.consumption = consumption;
        this.consumer = new KafkaConsumer<>(
                consumption
                        .settings()
                        .client(Map.ofEntries(
                                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, consumption.group()),
                                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, consumption.consumer()),
                                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000),
                                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500),
                                Map.entry(
                                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                        CooperativeStickyAssignor.class.getName()),
                                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500),
                                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000),
                                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000))),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("intake-" + consumption.title())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    String title() {
        return consumption.title();
    }

    /// The partitions held now.
    Set<Integer> partitions() {
        return Set.copyOf(lanes.keySet());
    }

    /// Seconds since the broker last answered for this group, negative before it first did. The client's own measure.
    double silentSeconds() {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .map(Metric::metricValue)
                .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : -1)
                .max()
                .orElse(-1);
    }

    /// Somebody wants something done with dead letters; -1 for any partition.
    void wish(int partition) {
        lanes.forEach((number, lane) -> {
            if (partition < 0 || partition == number) {
                lane.wish();
            }
        });
    }

    @Override
    public void ready(Lane<E> lane, long next) {
        request(() -> {
            if (current(lane)) {
                consumer.seek(partition(lane.partition()), next);
                consumer.resume(List.of(partition(lane.partition())));
            }
        });
    }

    @Override
    public void roomy(Lane<E> lane) {
        request(() -> {
            if (current(lane)) {
                consumer.resume(List.of(partition(lane.partition())));
            }
        });
    }

    @Override
    public void fenced(Lane<E> lane) {
        request(() -> claimAgain(lane));
    }

    private void request(Runnable what) {
        requests.add(what);
        consumer.wakeup();
    }

    /// Only a member of the group's present generation may commit; so a commit proves that the partition is ours, and
    /// that claiming it again takes it from nobody.
    private void claimAgain(Lane<E> lane) {
        if (!current(lane)) {
            return;
        }
        TopicPartition partition = partition(lane.partition());
        consumer.pause(List.of(partition));
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(lane.next())), Duration.ofSeconds(3));
            begin(lane.partition());
        } catch (CommitFailedException e) {
            LOG.debugf(e, "%s lost partition %d", consumption.consumer(), lane.partition());
        } catch (WakeupException | RebalanceInProgressException | org.apache.kafka.common.errors.TimeoutException _) {
            requests.add(() -> claimAgain(lane));
        }
    }

    private boolean current(Lane<E> lane) {
        return lanes.get(lane.partition()) == lane && consumer.assignment().contains(partition(lane.partition()));
    }

    private void begin(int number) {
        Lane<E> before = lanes.getOrDefault(number, ending.remove(number));
        Lane<E> lane = new Lane<>(consumption, number, before, this);
        lanes.put(number, lane);
        lane.start();
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(consumption.topicName()), this);
            while (running) {
                step();
            }
            halt(List.copyOf(lanes.keySet()), true);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s ended", consumption.consumer());
        }
    }

    private void step() {
        try {
            answerRequests();
            dispatch(consumer.poll(POLL));
            commit();
        } catch (WakeupException _) {
            LOG.tracef("%s was woken", consumption.consumer());
        } catch (OffsetOutOfRangeException e) {
            requests.add(() -> restart(e.partitions()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not read, and tries again", consumption.consumer());
            new Bell().await(Duration.ofSeconds(1));
        }
    }

    private void answerRequests() {
        for (int n = requests.size(); n > 0; n--) {
            Runnable request = requests.poll();
            if (request != null) {
                request.run();
            }
        }
    }

    private void dispatch(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Lane<E> lane = lanes.get(partition.partition());
            if (lane != null && lane.offer(records.records(partition))) {
                consumer.pause(List.of(partition));
            }
        }
    }

    /// Which partitions are out of range; the broker keeps only so much.
    private void restart(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
        earliest.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            Lane<E> lane = lanes.get(partition.partition());
            if (lane != null) {
                lane.restartAt(offset);
            }
        });
    }

    /// Tells Kafka how far we are, for its lag metrics only.
    private void commit() {
        if (System.nanoTime() - commitDue < 0) {
            return;
        }
        commitDue = System.nanoTime() + COMMIT_EVERY_NANOS;
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        lanes.forEach((number, lane) -> {
            long next = lane.next();
            if (next > 0 && !Long.valueOf(next).equals(committed.put(number, next))) {
                moved.put(partition(number), new OffsetAndMetadata(next));
            }
        });
        if (!moved.isEmpty()) {
            consumer.commitAsync(moved, (_, failure) -> {
                if (failure != null) {
                    LOG.debugf(failure, "%s could not tell Kafka its offsets", consumption.consumer());
                }
            });
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (TopicPartition partition : partitions) {
            // Any position keeps Kafka's own offsets out; the right one follows with the claim.
            consumer.seek(partition, 0);
            begin(partition.partition());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        halt(partitions.stream().map(TopicPartition::partition).toList(), true);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        halt(partitions.stream().map(TopicPartition::partition).toList(), false);
    }

    /// Lets the transactions at work end before others claim the partitions. Whoever does not make it is fenced.
    private void halt(Collection<Integer> numbers, boolean graceful) {
        List<Lane<E>> halted =
                numbers.stream().filter(lanes::containsKey).map(lanes::get).toList();
        halted.forEach(Lane::stop);
        long patience = System.nanoTime() + GRACE.toNanos();
        for (Lane<E> lane : halted) {
            if (graceful) {
                lane.awaitEnd(Duration.ofNanos(Math.max(0, patience - System.nanoTime())));
            }
            committed.remove(lane.partition());
            ending.put(lane.partition(), lane);
            lanes.remove(lane.partition(), lane);
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(consumption.topicName(), number);
    }

    @Override
    public void close() {
        running = false;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(8));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
