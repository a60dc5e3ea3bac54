package dev.onethread.ticket.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.InboxChange;
import dev.onethread.ticket.screen.FeedNumber;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring(3, Map.of(0, 10L, 1, 5L));

    @Test
    void whoMissedNothingIsRepeatedNothing() {
        add(0, 10);
        assertThat(ring.since(ring.number()).orElseThrow()).isEmpty();
    }

    @Test
    void whoMissedSomethingIsRepeatedExactlyThat() {
        FeedNumber before = ring.number();
        add(0, 10);
        FeedNumber between = ring.number();
        add(1, 5);
        assertThat(ring.since(before).orElseThrow()).hasSize(2);
        assertThat(ring.since(between).orElseThrow()).containsExactly(change(1, 5));
    }

    @Test
    void whoIsOlderThanTheRingStartsAfresh() {
        FeedNumber before = ring.number();
        for (int offset = 10; offset < 14; offset++) {
            add(0, offset);
        }
        assertThat(ring.since(before)).isEmpty();
        assertThat(ring.since(new FeedNumber(Map.of(0, 11L, 1, 5L)))).isPresent();
        assertThat(ring.since(new FeedNumber(Map.of(0, 9L, 1, 5L)))).isEmpty();
        assertThat(ring.since(new FeedNumber(Map.of()))).isEmpty();
    }

    @Test
    void whoComesFromAReplicaThatReadFurtherIsServed() {
        add(0, 10);
        assertThat(ring.since(new FeedNumber(Map.of(0, 50L, 1, 5L))).orElseThrow())
                .isEmpty();
        assertThat(ring.since(new FeedNumber(Map.of(0, 10L, 1, 99L))).orElseThrow())
                .containsExactly(change(0, 10));
    }

    @Test
    void aNumberReadsAsItWasWritten() {
        FeedNumber number = ring.number();
        assertThat(FeedNumber.parse(number.text())).contains(number);
        assertThat(FeedNumber.parse("no number")).isEmpty();
        assertThat(FeedNumber.parse("")).contains(new FeedNumber(Map.of()));
        assertThat(FeedNumber.parse("A".repeat(5000))).isEmpty();
    }

    private void add(int partition, long offset) {
        ring.add(new Ring.Change(partition, offset, change(partition, offset)));
    }

    private static InboxChange change(int partition, long offset) {
        return new InboxChange.DeskChanged(new DeskId(partition + "-" + offset));
    }
}
