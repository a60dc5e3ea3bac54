package dev.onethread.delivery;

import static dev.onethread.delivery.Events.report;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Stage stage = new Stage();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void oneHolderAtATimeAndEachHasAHigherEpoch() {
        Leases one = stage.replica().replica.leases();
        Leases two = stage.replica().replica.leases();

        Lease first = one.tryAcquire("bot", LONG);
        assertThat(two.tryAcquire("bot", LONG)).isNull();
        one.release(first);
        Lease second = two.tryAcquire("bot", LONG);

        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(one.renew(first, LONG)).isFalse();
        assertThat(two.renew(second, LONG)).isTrue();
    }

    @Test
    void whatWasDoneUnderALostLeaseDoesNotTakeEffect() {
        Stage.Actor former = stage.replica();
        Lease lost = former.replica.leases().tryAcquire("bot", LONG);
        former.replica.leases().release(lost);
        Lease held = stage.replica().replica.leases().tryAcquire("bot", LONG);

        assertThatThrownBy(() -> write(former, lost)).isInstanceOf(Fenced.class);
        assertThat(stage.count("select count(*) from outbox")).isZero();
        write(former, held);
        assertThat(stage.count("select count(*) from outbox")).isEqualTo(1);
    }

    @Test
    void aKeeperThatIsCutOffSaysLostBeforeAnotherAcquires() {
        Stage.Actor one = stage.replica();
        try (Leases.Keeping _ = one.replica.leases().keep("bot", telling("one"))) {
            eventually().until(() -> told.equals(List.of("one acquired")));
            try (Leases.Keeping _ = stage.replica().replica.leases().keep("bot", telling("two"))) {
                one.cutOff();
                eventually()
                        .untilAsserted(
                                () -> assertThat(told).containsExactly("one acquired", "one lost", "two acquired"));
            }
        }
    }

    @Test
    void aKeeperThatClosesLetsTheNextOneIn() {
        Leases.Keeping one = stage.replica().replica.leases().keep("bot", telling("one"));
        eventually().until(() -> told.size() == 1);
        try (Leases.Keeping _ = stage.replica().replica.leases().keep("bot", telling("two"))) {
            one.close();
            eventually()
                    .untilAsserted(() -> assertThat(told).containsExactly("one acquired", "one lost", "two acquired"));
        }
    }

    @Test
    void aLeaseIsKeptForAsLongAsItsHolderLives() {
        try (Leases.Keeping _ = stage.replica().replica.leases().keep("bot", telling("one"))) {
            eventually().until(() -> told.size() == 1);
            var until = until();
            eventually().until(() -> until().isAfter(until.plus(Stage.LEASE)));
            assertThat(told).containsExactly("one acquired");
        }
    }

    private java.time.OffsetDateTime until() {
        return stage.database()
                .query("select until from lease where name = 'bot'")
                .iterator()
                .next()
                .getOffsetDateTime(0);
    }

    private static void write(Stage.Actor actor, Lease lease) {
        actor.transactions().inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, "k", report("x"));
            tx.fence(lease);
            return null;
        });
    }

    private Leases.Holder telling(String name) {
        return new Leases.Holder() {
            @Override
            public void acquired(Lease lease) {
                told.add(name + " acquired");
            }

            @Override
            public void lost() {
                told.add(name + " lost");
            }
        };
    }
}
