package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ReplyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final Pace TELEGRAM = new Pace(
            new Rate(5, Duration.ofMillis(40)), new Rate(3, Duration.ofSeconds(1)), new Rate(3, Duration.ofSeconds(3)));

    @Test
    void aChatTakesAShortBurstThenOneASecond() {
        assertThat(timesOf(person(1), 5_000)).hasSize(3 + 5).startsWith(0L, 0L, 0L, 1_000L, 2_000L);
    }

    @Test
    void aGroupTakesTwentyAMinute() {
        assertThat(timesOf(group(1), 59_999)).hasSizeLessThanOrEqualTo(3 + 20).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aBotStaysBelowThirtyInAnySecond() {
        List<Long> times = new ArrayList<>();
        Pacing pacing = Pacing.fresh(TELEGRAM);
        for (long now = 0; now < 5_000; now += 5) {
            List<Pacing.Head> heads =
                    LongStream.range(0, 50).mapToObj(i -> head(person(i))).toList();
            Pacing.Choice choice = pacing.choose(heads, now, 100);
            pacing = choice.after();
            for (int i = 0; i < choice.chosen().size(); i++) {
                times.add(now);
            }
        }
        for (long from = 0; from < 4_000; from += 50) {
            long begin = from;
            assertThat(times.stream().filter(at -> at >= begin && at < begin + 1_000))
                    .hasSizeLessThanOrEqualTo(30);
        }
        assertThat(times).hasSizeGreaterThan(100);
    }

    @Test
    void oneHeldChatHoldsNoOther() {
        Pacing pacing = Pacing.fresh(TELEGRAM);
        for (int i = 0; i < 3; i++) {
            pacing = pacing.choose(List.of(head(person(1))), 0, 10).after();
        }
        Pacing.Choice choice = pacing.choose(List.of(head(person(1)), head(person(2))), 0, 10);
        assertThat(choice.chosen()).extracting(Pacing.Head::address).containsExactly(person(2));
        assertThat(choice.againMillis()).isEqualTo(1_000);
    }

    /// Forty chats with endless queues, all older than the one message to somebody else, use up all a bot may send.
    @Test
    void aFloodStarvesNobody() {
        List<Address> flooded = LongStream.range(0, 40).mapToObj(i -> person(i)).toList();
        Address late = person(1_000);
        Map<Address, Integer> sent = new HashMap<>();
        Pacing pacing = Pacing.fresh(TELEGRAM);
        long lateAt = -1;
        for (long now = 0; now <= 20_000; now += 10) {
            List<Pacing.Head> heads = new ArrayList<>();
            flooded.forEach(chat -> heads.add(head(chat)));
            if (now >= 10_000 && lateAt < 0) {
                heads.add(head(late));
            }
            Pacing.Choice choice = pacing.choose(heads, now, 24);
            pacing = choice.after();
            for (Pacing.Head each : choice.chosen()) {
                sent.merge(each.address(), 1, Integer::sum);
                lateAt = each.address().equals(late) ? now : lateAt;
            }
        }
        assertThat(lateAt).isBetween(10_000L, 10_100L);
        sent.remove(late);
        assertThat(sent).hasSize(40);
        int least = Collections.min(sent.values());
        assertThat(Collections.max(sent.values()) - least).isLessThanOrEqualTo(1);
        assertThat(least).isGreaterThanOrEqualTo(12);
    }

    @Test
    void twoChatsToldToWaitTogetherMeanTheBot() {
        Pacing one = Pacing.fresh(TELEGRAM).toldToWait(person(1), 0, 8_000);
        assertThat(one.choose(List.of(head(person(3))), 1, 10).chosen()).hasSize(1);
        Pacing two = one.toldToWait(person(2), 10, 8_000);
        assertThat(two.choose(List.of(head(person(3))), 11, 10).chosen()).isEmpty();
        assertThat(two.choose(List.of(head(person(3))), 8_010, 10).chosen()).hasSize(1);
    }

    @Test
    void noMoreThanThereIsRoomFor() {
        List<Pacing.Head> heads =
                LongStream.range(0, 50).mapToObj(i -> head(person(i))).toList();
        assertThat(Pacing.fresh(Pace.UNLIMITED).choose(heads, 0, 7).chosen()).isEqualTo(heads.subList(0, 7));
    }

    /// Everything one address may get until `end`, looking every 10 ms.
    private static List<Long> timesOf(Address address, long end) {
        List<Long> times = new ArrayList<>();
        Pacing pacing = Pacing.fresh(new Pace(Rate.UNLIMITED, TELEGRAM.person(), TELEGRAM.group()));
        for (long now = 0; now <= end; now += 10) {
            for (boolean more = true; more; ) {
                Pacing.Choice choice = pacing.choose(List.of(head(address)), now, 10);
                pacing = choice.after();
                more = !choice.chosen().isEmpty();
                if (more) {
                    times.add(now);
                }
            }
        }
        return times;
    }

    private static Address person(long chat) {
        return Address.telegram(1, chat + 1);
    }

    private static Address group(long chat) {
        return Address.telegram(1, -chat);
    }

    private static Pacing.Head head(Address address) {
        return new Pacing.Head(
                new PartId(new ReplyId(new UUID(1, address.hashCode())), 1), address, Delivery.Calls.NONE);
    }
}
