package dev.onethread.bench.running;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Triage;
import dev.onethread.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Agents who resolve what they have, and customers who write, each when they are told to, whether or not
/// the service keeps up with them. Reads what the dispatcher decides, on a thread of its own.
final class Traffic implements AutoCloseable {
    private static final String POOL = "main";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reading;
    private volatile boolean running = true;

    private final Map<AgentId, ConversationId> holds = new HashMap<>();
    /// Freed, and not filled yet: since when, on the monotonic clock.
    private final Map<AgentId, Long> freed = new HashMap<>();
    /// Should have resolved the next one by now, and have not been given it yet.
    private final Map<AgentId, Long> owed = new HashMap<>();
    private final Map<ConversationId, Long> places = new HashMap<>();
    private final ArrayDeque<ConversationId> idle = new ArrayDeque<>();
    private long assigned;
    private boolean dry;
    private LongConsumer filled = nanos -> {};

    Traffic(String bootstrap, FullPool pool) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.min.bytes", "1", "max.poll.records", "2000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        for (int agent = 0; agent < pool.agents(); agent++) {
            holds.put(pool.agent(agent), pool.heldBy(agent));
        }
        pool.unopened().forEach(idle::add);
        List<TopicPartition> all = consumer.partitionsFor(Topic.CONVERSATION_EVENTS.title()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        reading = Thread.ofPlatform().daemon().name("bench-reading").start(this::read);
    }

    /// How many conversations were given to an agent so far.
    synchronized long assigned() {
        return assigned;
    }

    /// How many agents wait for their next conversation.
    synchronized int unfilled() {
        return freed.size();
    }

    /// Whether more customers should have written than there are, since this was last asked.
    synchronized boolean dry() {
        boolean was = dry;
        dry = false;
        return was;
    }

    /// Is told for each agent who is given a conversation how many nanoseconds have passed since they were
    /// due to resolve the one before.
    synchronized void onFilled(LongConsumer nanos) {
        filled = nanos;
    }

    /// The agent resolves what they have, at `due` of the monotonic clock. Where they still wait for it,
    /// they do so the moment they are given it, and the time since `due` counts.
    synchronized void resolve(AgentId agent, long due) {
        ConversationId held = holds.remove(agent);
        if (held == null) {
            owed.putIfAbsent(agent, due);
        } else {
            freed.put(agent, due);
            long place = places.getOrDefault(held, 1L);
            send(new DeskCommand.Release(id(), Instant.now(), held, place, agent));
        }
    }

    /// A customer who has nothing open writes.
    synchronized void write() {
        ConversationId conversation = idle.poll();
        if (conversation == null) {
            dry = true;
            return;
        }
        long place = places.merge(conversation, 2L, (before, two) -> before + 1);
        int number = (int) (conversation.value().getLeastSignificantBits() & 0xffff_ffffL);
        SkillNeed need = new SkillNeed(new SkillId("skill-" + number % 50), 1 + number / 50 % 4);
        Instant now = Instant.now();
        send(new DeskCommand.CustomerWrote(
                id(),
                now,
                conversation,
                new CustomerId(conversation.value()),
                place,
                Channel.WEB,
                now,
                triage(number, need)));
    }

    private static Triage triage(int number, SkillNeed need) {
        return new Triage(new DeskId("support"), number % 100, List.of(need), 1, List.of(), 1, null);
    }

    private static CommandId id() {
        // The secure generator would take a tenth of the driver's time.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new CommandId(new UUID(random.nextLong(), random.nextLong()));
    }

    private void send(DeskCommand command) {
        var record = new ProducerRecord<>(
                Topic.DESK_COMMANDS.title(), POOL.getBytes(StandardCharsets.UTF_8), Wire.bytes(command));
        header(record, Wire.SPEC_VERSION, "1.0");
        header(record, Wire.ID, command.id().toString());
        header(record, Wire.SOURCE, "bench");
        header(record, Wire.TYPE, Wire.type(command));
        header(record, Wire.TIME, command.at().toString());
        header(record, Wire.DATA_VERSION, "1");
        producer.send(record);
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void read() {
        try (consumer) {
            while (running) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    long now = System.nanoTime();
                    take(event(record), now);
                }
            }
        }
    }

    private synchronized void take(ConversationEvent event, long now) {
        if (event instanceof WorkAssigned work) {
            assigned++;
            holds.put(work.agent(), work.conversation());
            Long since = freed.remove(work.agent());
            if (since != null) {
                filled.accept(now - since);
            }
            Long due = owed.remove(work.agent());
            if (due != null) {
                resolve(work.agent(), due);
            }
        } else if (event instanceof WorkReleased released) {
            idle.add(released.conversation());
        }
    }

    private static ConversationEvent event(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(Wire.TYPE);
        Header version = record.headers().lastHeader(Wire.DATA_VERSION);
        try {
            return (ConversationEvent) Wire.read(text(type), text(version), record.value());
        } catch (Wire.Unreadable foreign) {
            throw new IllegalStateException("the service wrote what cannot be read", foreign);
        }
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        reading.join(5_000);
        producer.close();
    }
}
