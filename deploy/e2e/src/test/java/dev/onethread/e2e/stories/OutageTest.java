package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Cable;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import dev.onethread.e2e.actors.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The mail server, Telegram and the network of the visitors go away at the same time while everybody writes on: half
/// of the time packets vanish, then whoever connects is refused. With `-Donethread.full=true` for five minutes, and
/// with all times as in production.
@ExtendWith(Running.class)
@Order(6)
class OutageTest {
    private static final System.Logger LOG = System.getLogger(OutageTest.class.getName());
    private static final Duration HALF = Cables.FULL ? Duration.ofSeconds(150) : Duration.ofSeconds(10);
    private static final Duration BEAT = Cables.FULL ? Duration.ofSeconds(2) : Duration.ofMillis(700);
    private static final Duration SILENCE = Cables.FULL ? Duration.ofSeconds(60) : Duration.ofSeconds(12);
    /// From the end of the outage until everything is there: the longest pause between two tries, and a dead line that
    /// is found only now.
    private static final Duration PATIENCE = Cables.FULL ? Duration.ofMinutes(4) : Duration.ofMinutes(1);
    private static final int EACH = 4;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /// One who writes, and what they have written so far.
    private record Customer(String mark, Says says, List<String> written) {
        Customer(String mark, Says says) {
            this(mark, says, new CopyOnWriteArrayList<>());
        }

        void writes() throws Exception {
            String text = mark + "n" + written.size() + ".";
            says.text(text);
            written.add(text);
        }
    }

    private interface Says {
        void text(String text) throws Exception;
    }

    @Test
    void whatIsWrittenDuringAnOutageArrivesAfterwardsOnceAndInOrder(Installation installation, Cables cables)
            throws Exception {
        Desk desk = Desk.of(installation);
        Visitor watched = Visitor.arrives(cables.visitors().port(), "shop", SILENCE);
        List<Visitor> visitors = new ArrayList<>(List.of(watched));
        TelegramCustomer kim = TelegramCustomer.named(installation, 700_600_000, "Kim");
        List<Customer> customers = new ArrayList<>();
        for (int n = 0; n < EACH; n++) {
            TelegramCustomer telegram =
                    n == 0 ? kim : TelegramCustomer.named(installation, 700_600_000 + n, "Outage " + n);
            customers.add(new Customer(mark("t", n), telegram::says));
            Visitor visitor =
                    n == 0 ? watched : Visitor.arrives(cables.visitors().port(), "shop", SILENCE);
            visitors.add(visitor);
            customers.add(new Customer(mark("w", n), visitor::says));
            customers.add(new Customer(mark("m", n), mails(installation, n)));
        }
        List<String> answers = new ArrayList<>();
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Customer customer : customers) {
                customer.writes();
            }
            Map<String, String> conversations = conversations(desk, customers);
            List<Future<?>> writing = customers.stream()
                    .<Future<?>>map(customer -> writers.submit(() -> {
                        while (!enough.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                            customer.writes();
                        }
                        return null;
                    }))
                    .toList();
            // Everything flows before it breaks.
            await().atMost(PATIENCE)
                    .until(() -> customers.stream()
                            .allMatch(customer ->
                                    said(desk, conversations, customer).size() >= 3));

            cables.all().forEach(Cable::swallows);
            pass(HALF, () -> answers(desk, conversations, customers, answers));
            cables.all().forEach(Cable::refuses);
            pass(HALF, () -> answers(desk, conversations, customers, answers));
            Map<String, Integer> missing = missing(desk, conversations, customers);
            assertThat(missing.values()).as("nothing got through meanwhile").allMatch(count -> count >= 5);
            cables.all().forEach(Cable::isMended);

            long mended = System.nanoTime();
            int during =
                    customers.stream().mapToInt(each -> each.written().size()).sum();
            Map<String, Double> seconds = arrival(desk, conversations, customers, mended);
            enough.countDown();
            for (Future<?> each : writing) {
                each.get();
            }
            await().atMost(PATIENCE)
                    .until(() -> missing(desk, conversations, customers).values().stream()
                            .allMatch(count -> count == 0));
            for (Customer customer : customers) {
                assertThat(said(desk, conversations, customer)).isEqualTo(customer.written());
            }
            await().atMost(PATIENCE).until(() -> texts(kim.received()).containsAll(answers));
            assertThat(texts(watched.entries())).filteredOn(answers::contains).isEqualTo(answers);
            List<String> told =
                    texts(kim.received()).stream().filter(answers::contains).toList();
            // What was on its way when packets began to vanish may have been taken: it is sent again, and said to be.
            assertThat(told.stream().distinct()).containsExactlyElementsOf(answers);
            assertThat(told.size() - answers.size()).isLessThanOrEqualTo(perhapsTwice(desk, conversations, customers));
            LOG.log(
                    System.Logger.Level.INFO,
                    "Outage of %d s: %d messages of %d addresses written by its end, %s missing then; all there after %s"
                            .formatted(2 * HALF.toSeconds(), during, customers.size(), missing, seconds));
        } finally {
            enough.countDown();
            cables.all().forEach(Cable::isMended);
            visitors.forEach(Visitor::close);
        }
    }

    private String mark(String channel, int number) {
        return channel + run + "c" + number + ".";
    }

    /// The mail server takes what it is given; it is we who cannot reach it.
    private Says mails(Installation installation, int number) {
        String from = "outage-" + run + number + "@customers.test";
        String to =
                installation.mailboxes().get(number % installation.mailboxes().size());
        return text -> MailCustomer.deliver(installation, MailCustomer.letter(from, to, "Outage", text), from, to);
    }

    /// Agents do not know of the outage: to one on Telegram and to one on the page they write on.
    private static void answers(
            Desk desk, Map<String, String> conversations, List<Customer> customers, List<String> answers) {
        String text = "answer " + answers.size();
        for (Customer customer : customers.subList(0, 2)) {
            Map<String, Object> body = new HashMap<>();
            body.put("text", text);
            body.put("attachments", List.of());
            String conversation = conversations.get(customer.mark());
            desk.ask("PUT", "/api/inbox/conversations/" + conversation + "/replies/" + UUID.randomUUID(), body)
                    .ok();
        }
        answers.add(text);
    }

    /// Lets time pass, with something done now and then.
    private static void pass(Duration time, Runnable act) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).pollInterval(time.dividedBy(4)).until(() -> {
            act.run();
            return System.nanoTime() >= end;
        });
    }

    private static Map<String, String> conversations(Desk desk, List<Customer> customers) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            Map<String, String> found = new HashMap<>();
                            for (JsonNode row : desk.conversations()) {
                                for (Customer customer : customers) {
                                    if (row.path("preview").asText().startsWith(customer.mark())) {
                                        found.put(
                                                customer.mark(), row.path("id").asText());
                                    }
                                }
                            }
                            return found;
                        },
                        found -> found.size() == customers.size());
    }

    private static List<String> said(Desk desk, Map<String, String> conversations, Customer customer) {
        return texts(desk.transcript(conversations.getOrDefault(customer.mark(), ""))).stream()
                .filter(text -> text.startsWith(customer.mark()))
                .toList();
    }

    private static List<String> texts(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("text").asText()).toList();
    }

    /// Messages that were written and stand nowhere, by channel.
    private static Map<String, Integer> missing(
            Desk desk, Map<String, String> conversations, List<Customer> customers) {
        Map<String, Integer> missing = new HashMap<>();
        for (Customer customer : customers) {
            int written = customer.written().size();
            int there = said(desk, conversations, customer).size();
            missing.merge(customer.mark().substring(0, 1), Math.max(0, written - there), Integer::sum);
        }
        return missing;
    }

    /// After how many seconds all stood there that had been written by the end of the outage, by channel.
    private static Map<String, Double> arrival(
            Desk desk, Map<String, String> conversations, List<Customer> customers, long since) {
        Map<String, Integer> due = new HashMap<>();
        customers.forEach(
                customer -> due.put(customer.mark(), customer.written().size()));
        Map<String, Double> seconds = new HashMap<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            for (Customer customer : customers) {
                Integer wanted = due.get(customer.mark());
                if (wanted != null && said(desk, conversations, customer).size() >= wanted) {
                    due.remove(customer.mark());
                    double now = Math.round((System.nanoTime() - since) / 1e8) / 10.0;
                    seconds.merge(customer.mark().substring(0, 1), now, Math::max);
                }
            }
            return due.isEmpty();
        });
        return seconds;
    }

    private static int perhapsTwice(Desk desk, Map<String, String> conversations, List<Customer> customers) {
        String conversation = conversations.getOrDefault(customers.getFirst().mark(), "");
        return (int) desk.transcript(conversation).stream()
                .filter(entry -> entry.at("/delivery/perhapsTwice").asBoolean())
                .count();
    }
}
