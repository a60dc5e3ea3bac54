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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Agents who resolve what they have, and customers who write again at once: for each conversation that is released
/// another message comes, so that as many wait as before. Reads what the dispatcher decides, on a thread of its own.
final class Traffic implements AutoCloseable {
    private static final String POOL = "main";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<AgentId, Long> freed = new ConcurrentHashMap<>();
    private final Map<ConversationId, Long> places = new ConcurrentHashMap<>();
    private final Map<AgentId, ConversationId> holds = new ConcurrentHashMap<>();
    private final AtomicLong assigned = new AtomicLong();
    private final Thread reading;
    private volatile boolean running = true;
    private volatile @Nullable LongConsumer filled;
    private volatile @Nullable BiConsumer<AgentId, ConversationId> given;

    Traffic(String bootstrap, FullPool pool) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.min.bytes", "1", "max.poll.records", "2000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        for (int agent = 0; agent < pool.agents(); agent++) {
            holds.put(pool.agent(agent), pool.heldBy(agent));
        }
        List<TopicPartition> all = consumer.partitionsFor(Topic.CONVERSATION_EVENTS.title()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        reading = Thread.ofPlatform().daemon().name("bench-reading").start(this::read);
    }

    long assigned() {
        return assigned.get();
    }

    int agents() {
        return holds.size();
    }

    /// Is told for each agent who was freed with [#free(AgentId)] how many nanoseconds passed until their next
    /// conversation.
    void onFilled(@Nullable LongConsumer nanos) {
        filled = nanos;
    }

    /// Is told whenever an agent is given a conversation.
    void onGiven(@Nullable BiConsumer<AgentId, ConversationId> told) {
        given = told;
    }

    /// The agent resolves what they have.
    void free(AgentId agent) {
        ConversationId conversation = holds.remove(agent);
        if (conversation != null) {
            freed.put(agent, System.nanoTime());
            send(new DeskCommand.Release(
                    id(), Instant.now(), conversation, places.getOrDefault(conversation, 1L), agent));
        }
    }

    private void writesAgain(ConversationId conversation) {
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
        return new CommandId(UUID.randomUUID());
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
                    take(event(record));
                }
            }
        }
    }

    private void take(@Nullable ConversationEvent event) {
        if (event instanceof WorkAssigned work) {
            long now = System.nanoTime();
            assigned.incrementAndGet();
            holds.put(work.agent(), work.conversation());
            Long since = freed.remove(work.agent());
            LongConsumer listening = filled;
            if (since != null && listening != null) {
                listening.accept(now - since);
            }
            BiConsumer<AgentId, ConversationId> told = given;
            if (told != null) {
                told.accept(work.agent(), work.conversation());
            }
        } else if (event instanceof WorkReleased released) {
            writesAgain(released.conversation());
        }
    }

    private static @Nullable ConversationEvent event(ConsumerRecord<byte[], byte[]> record) {
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
