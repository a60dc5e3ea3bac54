package dev.onethread.notifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeliveryReported.Outcome.Sent;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers;
import dev.onethread.notifier.core.Admission;
import dev.onethread.notifier.core.OpenDoor;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Pace;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Patience;
import dev.onethread.notifier.core.Sender;
import dev.onethread.notifier.postgres.LaneQueue;
import dev.onethread.notifier.postgres.Replies;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Owners of one lane, who race, pause and die, on the real database with a channel that remembers every call.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class LaneTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(50), Duration.ofMillis(200), 5, 1, Duration.ofMillis(50));
    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject
    Database database;

    @Inject
    LaneQueue queue;

    @Inject
    Leases leases;

    @Inject
    Replies replies;

    @Inject
    LaneMeters meters;

    private final Door door = new Door(
            Channel.TELEGRAM, Integer.toString(ThreadLocalRandom.current().nextInt(1_000_000, 9_000_000)));
    private final FileRoom files = new FileRoom();
    private final Queue<Parcel> calls = new ConcurrentLinkedQueue<>();

    @Test
    void whatADyingOwnerWasSendingIsSentOnceMoreBySomebodyElse() {
        CountDownLatch never = new CountDownLatch(1);
        ReplyRequested reply = stored("в середине", 1);
        Tenure first = owner(lease(), parcel -> {
            calls.add(parcel);
            await().forever().until(() -> never.getCount() == 0);
            return new Outcome.Sent("1");
        });
        await().until(() -> calls.size() == 1);
        Tenure second = owner(takenOver(), this::taken);
        assertThat(Customers.ending(reply, 1)).isEqualTo(new Sent("taken", true));
        assertThat(calls).hasSize(2);
        // The first wakes up and reports late: nobody hears it.
        never.countDown();
        await().until(first::ended);
        assertThat(Customers.reports(reply)).hasSize(2);
        second.stop(true);
    }

    @Test
    void twoReplicasSendEachReplyOnceInOrder() {
        Set<Address> calling = ConcurrentHashMap.newKeySet();
        AtomicInteger overlaps = new AtomicInteger();
        Sender sender = parcel -> {
            if (!calling.add(parcel.to())) {
                overlaps.incrementAndGet();
            }
            Outcome outcome = taken(parcel);
            calling.remove(parcel.to());
            return outcome;
        };
        Lane one = new Lane(door(sender), database, queue, PATIENCE, files, meters);
        Lane two = new Lane(door(sender), database, queue, PATIENCE, files, meters);
        one.keep(leases.keep("lane/" + door.key(), one));
        two.keep(leases.keep("lane/" + door.key(), two));
        List<ReplyRequested> asked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            asked.add(stored("строка " + i, i % 5));
            if (i == 30) {
                one.close();
            }
            one.wake();
            two.wake();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> sent() == asked.size());
        two.close();
        assertThat(overlaps).hasValue(0);
        assertThat(calls)
                .extracting(parcel -> parcel.id().reply())
                .doesNotHaveDuplicates()
                .hasSize(60);
        for (int chat = 0; chat < 5; chat++) {
            Address to = chat(chat);
            int remainder = chat;
            assertThat(calls.stream()
                            .filter(parcel -> parcel.to().equals(to))
                            .map(parcel -> parcel.content().text()))
                    .containsExactlyElementsOf(IntStream.range(0, 60)
                            .filter(i -> i % 5 == remainder)
                            .mapToObj(i -> "строка " + i)
                            .collect(Collectors.toList()));
        }
    }

    @Test
    void anOrderlyEndWritesDownWhatItsCallsEndedIn() {
        CountDownLatch begun = new CountDownLatch(1);
        ReplyRequested reply = stored("почти", 1);
        Tenure owner = owner(lease(), parcel -> {
            begun.countDown();
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return taken(parcel);
        });
        await().until(() -> begun.getCount() == 0);
        owner.stop(true);
        assertThat(Customers.ending(reply, 1)).isEqualTo(new Sent("taken", false));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aChannelThatIsAwayFailsNothing() {
        AtomicInteger left = new AtomicInteger(8);
        ReplyRequested reply = stored("дождётся", 1);
        Tenure owner = owner(lease(), parcel -> left.getAndDecrement() > 0 ? new Outcome.Away("down") : taken(parcel));
        assertThat(Customers.ending(reply, 1)).isEqualTo(new Sent("taken", false));
        owner.stop(true);
    }

    private Outcome taken(Parcel parcel) {
        calls.add(parcel);
        return new Outcome.Sent("taken");
    }

    private ReplyRequested stored(String text, int chat) {
        ReplyRequested request = Customers.reply(chat(chat), door, Body.text(text), null);
        database.inTransaction(tx ->
                replies.store(tx, List.of(new Replies.Arrival(request, Admission.of(request, text, true)))));
        return request;
    }

    private long sent() {
        return database.query("SELECT count(*) FROM reply WHERE lane = $1 AND state = 'sent'", door.key())
                .iterator()
                .next()
                .getLong(0);
    }

    private Address chat(int chat) {
        return Address.telegram(Long.parseLong(door.name()), 100 + chat);
    }

    private OpenDoor door(Sender sender) {
        return new OpenDoor(door, sender, Pace.UNLIMITED, 8);
    }

    private Tenure owner(Lease lease, Sender sender) {
        Tenure tenure = new Tenure(door(sender), database, queue, PATIENCE, lease, files, meters);
        Thread.ofVirtual().start(tenure);
        return tenure;
    }

    private Lease lease() {
        return leases.tryAcquire("lane/" + door.key(), LONG);
    }

    /// As if the lease had run out: somebody else has it now.
    private Lease takenOver() {
        database.query("UPDATE lease SET until = clock_timestamp() WHERE name = $1", "lane/" + door.key());
        return lease();
    }
}
