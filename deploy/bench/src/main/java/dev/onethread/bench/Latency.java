package dev.onethread.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import dev.onethread.e2e.actors.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// From the channel's door to the agent's socket, open loop: messages leave at their scheduled times whether or not
/// earlier ones have arrived, and latency counts from the scheduled time, so that a stall is charged to every message
/// it delays. For mail the clock starts when the mailbox has the mail.
final class Latency implements Measurement {
    private static final int RATE = 10;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 60;
    private static final int CUSTOMERS_PER_DOOR = 6;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "door to agent's socket at " + RATE
                + " messages/s over three doors, and the same machine's raw Kafka and PostgreSQL";
    }

    @Override
    public List<Figure> measure(Installation installation, Progress progress) throws Exception {
        Desk desk = Desk.of(installation);
        desk.knowsAgent("bench", "bench-agent-2026", 200);
        Map<String, Door> doors = doors(installation);
        Map<String, Sent> underway = new ConcurrentHashMap<>();
        try (Agent agent = Agent.signsIn(installation, "bench", "bench-agent-2026");
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            agent.is("AVAILABLE");
            agent.watches((frame, nanos) -> seen(frame, nanos, underway));
            progress.at("first contacts and warm-up, " + WARM_UP_SECONDS + " s");
            run(WARM_UP_SECONDS, doors, underway, senders, progress);
            doors.values().forEach(door -> door.latencies.reset());
            progress.at("measuring, " + SECONDS + " s");
            run(SECONDS, doors, underway, senders, progress);
        }
        List<Figure> figures = new ArrayList<>();
        for (var each : doors.entrySet()) {
            Histogram latencies = each.getValue().latencies;
            boolean mail = each.getKey().equals("mail");
            figures.add(new Figure(each.getKey() + " p50", millis(latencies, 50), "ms", mail ? 300.0 : 30.0));
            figures.add(new Figure(each.getKey() + " p99", millis(latencies, 99), "ms", mail ? null : 200.0));
            figures.add(new Figure(each.getKey() + " messages", latencies.getTotalCount(), "", null));
        }
        figures.add(new Figure("sent but not seen", underway.size(), "", 0.0));
        figures.addAll(Raw.measure(installation, figures, progress));
        return figures;
    }

    private static void run(
            int seconds,
            Map<String, Door> doors,
            Map<String, Sent> underway,
            ExecutorService senders,
            Progress progress) {
        List<Door> order = List.copyOf(doors.values());
        long begin = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / RATE;
        for (int i = 0; i < seconds * RATE; i++) {
            long scheduled = begin + i * gap;
            for (long now = System.nanoTime(); now < scheduled; now = System.nanoTime()) {
                LockSupport.parkNanos(scheduled - now);
            }
            Door door = order.get(i % order.size());
            String marker = "m" + Long.toString(scheduled, 36) + "x";
            senders.execute(() -> door.send(marker, scheduled, underway));
            if (i % (RATE * 10) == RATE * 10 - 1) {
                progress.at((i + 1) / RATE + " s, " + underway.size() + " underway");
            }
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!underway.isEmpty() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void seen(JsonNode frame, long nanos, Map<String, Sent> underway) {
        for (JsonNode entry : frame.path("entries")) {
            String text = entry.path("text").asText();
            int end = text.indexOf(' ');
            Sent sent = end < 0 ? null : underway.remove(text.substring(0, end));
            if (sent != null) {
                sent.door.latencies.recordValue(Math.max(1, (nanos - sent.nanos) / 1000));
            }
        }
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }

    private static Map<String, Door> doors(Installation installation) {
        List<Visitor> visitors = new ArrayList<>();
        List<TelegramCustomer> chats = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS_PER_DOOR; i++) {
            visitors.add(Visitor.arrives(installation, "shop"));
            chats.add(TelegramCustomer.named(installation, 880_000_000L + i, "Bench " + i));
        }
        Map<String, Door> doors = new HashMap<>();
        doors.put("web", new Door((n, text) -> {
            visitors.get(n % CUSTOMERS_PER_DOOR).says(text);
            return 0;
        }));
        doors.put("telegram", new Door((n, text) -> {
            chats.get(n % CUSTOMERS_PER_DOOR).says(text);
            return 0;
        }));
        doors.put("mail", new Door((n, text) -> {
            String from = "bench" + n % CUSTOMERS_PER_DOOR + "@customers.test";
            String to = installation.mailbox();
            MailCustomer.deliver(installation, MailCustomer.letter(from, to, "bench", text), from, to);
            return System.nanoTime();
        }));
        return doors;
    }

    private record Sent(Door door, long nanos) {}

    /// Sends one text.
    @FunctionalInterface
    private interface Sender {
        /// @return the nano time from which its latency counts, 0 for its scheduled time
        long send(int n, String text) throws Exception;
    }

    private static final class Door {
        final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
        private final AtomicInteger count = new AtomicInteger();
        private final Sender sender;

        Door(Sender sender) {
            this.sender = sender;
        }

        void send(String marker, long scheduled, Map<String, Sent> underway) {
            int n = count.getAndIncrement();
            underway.put(marker, new Sent(this, scheduled));
            try {
                long from = sender.send(n, marker + " measured message " + n);
                if (from != 0) {
                    underway.computeIfPresent(marker, (x, sent) -> new Sent(this, from));
                }
            } catch (Exception e) {
                throw new IllegalStateException("the door did not take a message", e);
            }
        }
    }
}
