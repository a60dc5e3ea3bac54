package dev.onethread.e2e.actors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Many customers who write over all three doors at once, some messages being delivered twice by their channel, half of
/// those at the same moment. The same seed makes the same traffic.
public final class Traffic {
    private static final int PATIENCE_SECONDS = 120;

    private final Installation installation;
    private final Random chance;
    private final long seed;
    private final List<Writer> writers = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final String mark;

    /// Texts, mail addresses and chats of this traffic are told from other traffic's by `mark` and `seed`.
    public Traffic(Installation installation, int customers, long seed, String mark) {
        this.installation = installation;
        this.mark = mark;
        this.seed = seed;
        this.chance = new Random(seed);
        for (int i = 0; i < customers; i++) {
            writers.add(
                    switch (i % 3) {
                        case 0 -> web(i);
                        case 1 -> telegram(i);
                        default -> mail(i);
                    });
        }
    }

    /// Sends `messages` texts, each customer their own in order, customers side by side; `duplicates` is the share that
    /// the channel delivers twice.
    /// @return what each customer wrote, by a mark that begins each of their texts
    public Map<String, List<String>> flows(int messages, double duplicates, int sideBySide) throws Exception {
        List<List<Letter>> plans = plan(messages, duplicates);
        Map<String, List<String>> written = new HashMap<>();
        try (ExecutorService senders =
                Executors.newFixedThreadPool(sideBySide, Thread.ofVirtual().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers.size(); i++) {
                List<Letter> letters = plans.get(i);
                Writer writer = writers.get(i);
                written.put(
                        mark + "c" + i + ".", letters.stream().map(Letter::text).toList());
                running.add(senders.submit(() -> {
                    for (Letter letter : letters) {
                        writer.write(letter);
                        sent.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return written;
    }

    /// How many texts have been taken by their doors so far.
    public int sent() {
        return sent.get();
    }

    private List<List<Letter>> plan(int messages, double duplicates) {
        List<List<Letter>> plans = new ArrayList<>();
        writers.forEach(x -> plans.add(new ArrayList<>()));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, chance);
        int twice = (int) Math.round(messages * duplicates);
        for (int i = 0; i < messages; i++) {
            int customer = i % writers.size();
            List<Letter> plan = plans.get(customer);
            int rank = numbers.get(i);
            Repeat repeat = rank >= twice ? Repeat.NONE : rank % 2 == 0 ? Repeat.AFTER : Repeat.AT_ONCE;
            plan.add(new Letter(mark + "c" + customer + ".n" + plan.size() + " hello", repeat));
        }
        return plans;
    }

    private Writer web(int number) {
        Visitor visitor = Visitor.arrives(installation, "shop");
        Visitor tab = visitor.anotherTab();
        return letter -> {
            String id = java.util
                    .UUID
                    .nameUUIDFromBytes((visitor.id() + letter.text()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
            twice(
                    letter.repeat(),
                    () -> visitor.says(id, letter.text()).get(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    () -> tab.says(id, letter.text()).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        };
    }

    private Writer telegram(int number) {
        TelegramCustomer customer =
                TelegramCustomer.named(installation, 900_000_000L + seed * 10_000 + number, "Customer " + number);
        return letter -> {
            long update = customer.says(letter.text());
            if (letter.repeat() != Repeat.NONE) {
                customer.isDeliveredAgain(update);
            }
        };
    }

    private Writer mail(int number) {
        String from = "customer" + mark + number + "@customers.test";
        String to = installation.mailbox();
        return letter -> {
            byte[] raw = MailCustomer.letter(from, to, "A matter of customer " + number, letter.text());
            twice(
                    letter.repeat(),
                    () -> {
                        MailCustomer.deliver(installation, raw, from, to);
                        return null;
                    },
                    () -> {
                        MailCustomer.deliver(installation, raw, from, to);
                        return null;
                    });
        };
    }

    private static void twice(Repeat repeat, Callable<?> first, Callable<?> second) throws Exception {
        switch (repeat) {
            case NONE -> first.call();
            case AFTER -> {
                first.call();
                second.call();
            }
            case AT_ONCE -> {
                try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<?> one = both.submit(first);
                    Future<?> other = both.submit(second);
                    one.get();
                    other.get();
                }
            }
        }
    }

    private enum Repeat {
        NONE,
        AFTER,
        AT_ONCE
    }

    private record Letter(String text, Repeat repeat) {}

    /// One customer's way of writing.
    @FunctionalInterface
    private interface Writer {
        void write(Letter letter) throws Exception;
    }
}
