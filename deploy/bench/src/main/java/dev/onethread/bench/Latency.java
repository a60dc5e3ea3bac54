package dev.onethread.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import dev.onethread.e2e.actors.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.jspecify.annotations.Nullable;

/// From the channel's door to the agent's socket, open loop: messages leave at their scheduled times
/// whether or not earlier ones have arrived, and latency counts from the scheduled time, so that a stall is
/// charged to every message it delays. For mail the clock starts when the mailbox has the mail.
final class Latency implements Measurement {
    private static final int RATE = 10;
    /// Faster than what is measured: at ten a second a JVM would take many minutes to compile what it runs.
    private static final int WARM_UP_RATE = 30;

    private static final int WARM_UP_SECONDS = 40;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 40;
    private static final int CUSTOMERS_PER_DOOR = 12;
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(2);

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
            progress.at("first contacts");
            doors.values().forEach(door -> door.firstContacts(underway));
            awaitSeen(underway);
            progress.at("warm-up, " + WARM_UP_SECONDS + " s at " + WARM_UP_RATE + " messages/s");
            run(WARM_UP_SECONDS, WARM_UP_RATE, doors, underway, senders, progress);
            doors.values().forEach(Door::endRound);
            doors.values().forEach(door -> door.rounds.clear());
            for (int round = 1; round <= ROUNDS; round++) {
                progress.at("measuring, round " + round + " of " + ROUNDS + ", " + SECONDS + " s");
                run(SECONDS, RATE, doors, underway, senders, progress);
                doors.values().forEach(Door::endRound);
            }
        }
        List<Figure> figures = new ArrayList<>();
        doors.forEach((name, door) -> figures.addAll(figures(name, door)));
        figures.add(Figure.atMost(0, "sent but not seen", underway.size(), ""));
        figures.addAll(Raw.measure(installation, figures, progress));
        return figures;
    }

    private static List<Figure> figures(String name, Door door) {
        boolean mail = name.equals("mail");
        long messages = door.rounds.stream().mapToLong(Histogram::getTotalCount).sum();
        return List.of(
                figure(door, name + " p50", 50, mail ? 300.0 : 30.0),
                figure(door, name + " p90", 90, null),
                figure(door, name + " p99", 99, mail ? null : 200.0),
                figure(door, name + " greatest", 100, null),
                Figure.of(name + " messages", (double) messages, ""));
    }

    private static Figure figure(Door door, String name, double percentile, @Nullable Double mark) {
        Histogram all = new Histogram(LONGEST, 3);
        door.rounds.forEach(all::add);
        List<Double> rounds =
                door.rounds.stream().map(round -> millis(round, percentile)).toList();
        return new Figure(name, millis(all, percentile), "ms", mark, null, null).over(rounds);
    }

    private static void run(
            int seconds,
            int rate,
            Map<String, Door> doors,
            Map<String, Sent> underway,
            ExecutorService senders,
            Progress progress) {
        List<Door> order = List.copyOf(doors.values());
        long begin = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        for (int i = 0; i < seconds * rate; i++) {
            long scheduled = begin + i * gap;
            for (long now = System.nanoTime(); now < scheduled; now = System.nanoTime()) {
                LockSupport.parkNanos(scheduled - now);
            }
            Door door = order.get(i % order.size());
            String marker = "m" + Long.toString(scheduled, 36) + "x";
            underway.put(marker, new Sent(door, scheduled));
            senders.execute(() -> door.send(marker, underway));
            if (i % (rate * 10) == rate * 10 - 1) {
                progress.at((i + 1) / rate + " s, " + underway.size() + " underway");
            }
        }
        awaitSeen(underway);
    }

    private static void awaitSeen(Map<String, Sent> underway) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
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
                sent.door.latencies.recordValue(Math.clamp((nanos - sent.nanos) / 1000, 1, LONGEST));
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
        Map<String, Door> doors = new LinkedHashMap<>();
        doors.put("web", new Door((n, text) -> {
            visitors.get(n % CUSTOMERS_PER_DOOR).says(text).join();
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
        final Histogram latencies = new ConcurrentHistogram(LONGEST, 3);
        final List<Histogram> rounds = new ArrayList<>();
        private final AtomicInteger count = new AtomicInteger();
        private final Sender sender;

        Door(Sender sender) {
            this.sender = sender;
        }

        void endRound() {
            rounds.add(latencies.copy());
            latencies.reset();
        }

        /// Each customer writes once, so that all of them are with the agent before many messages come:
        /// with a conversation only its newest entries come to a screen.
        void firstContacts(Map<String, Sent> underway) {
            for (int i = 0; i < CUSTOMERS_PER_DOOR; i++) {
                String marker = "f" + Long.toString(System.nanoTime(), 36) + "x";
                underway.put(marker, new Sent(this, System.nanoTime()));
                send(marker, underway);
            }
        }

        void send(String marker, Map<String, Sent> underway) {
            int n = count.getAndIncrement();
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
