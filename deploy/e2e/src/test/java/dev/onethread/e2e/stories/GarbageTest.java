package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Unhandled;
import dev.onethread.contracts.Wire;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import dev.onethread.e2e.actors.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Running.class)
@Order(4)
class GarbageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void garbageOnEachTopicIsSetAsideWithItsReasonAndOthersFlowOn(Installation installation) throws Exception {
        String bootstrap = "127.0.0.1:" + installation.port("kafka");
        Map<String, String> garbage = new HashMap<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : Topic.values()) {
                String mark = "not json {" + topic.title() + System.nanoTime();
                garbage.put(topic.title(), mark);
                producer.send(new ProducerRecord<>(topic.title(), "garbage", mark.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
        allThreeDoorsWork(installation);
        Set<String> setAside = new HashSet<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (Unhandled dead : dead(bootstrap)) {
                byte[] value = dead.value();
                if (value != null
                        && new String(value, StandardCharsets.UTF_8).equals(garbage.get(dead.topic()))
                        && !dead.reason().isBlank()) {
                    setAside.add(dead.topic());
                }
            }
            assertThat(setAside).containsExactlyInAnyOrderElementsOf(garbage.keySet());
        });
    }

    private static void allThreeDoorsWork(Installation installation) throws Exception {
        String mark = Long.toString(System.nanoTime(), 36);
        try (Visitor visitor = Visitor.arrives(installation, "shop")) {
            visitor.says("web " + mark).get();
        }
        TelegramCustomer.named(installation, 700_000_002, "After the garbage").says("telegram " + mark);
        String from = "after" + mark + "@customers.test";
        MailCustomer.deliver(
                installation,
                MailCustomer.letter(from, installation.mailbox(), "After", "mail " + mark),
                from,
                installation.mailbox());
        Desk desk = Desk.of(installation);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(desk.conversations())
                        .extracting(conversation -> conversation.path("preview").asText())
                        .contains("web " + mark, "telegram " + mark, "mail " + mark));
    }

    /// Everything that stands in the topics of what could not be handled.
    private static List<Unhandled> dead(String bootstrap) throws Exception {
        List<Unhandled> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Arrays.stream(Topic.values())
                    .flatMap(topic -> consumer.partitionsFor(topic.dead()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    all.add(Wire.mapper().readValue(record.value(), Unhandled.class));
                }
            }
        }
        return all;
    }
}
