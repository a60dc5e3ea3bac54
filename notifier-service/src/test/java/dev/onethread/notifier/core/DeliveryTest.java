package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.notifier.core.Delivery.Calls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofMinutes(10), 3, 1, Duration.ofSeconds(7));

    @Test
    void whatTheChannelTookIsSent() {
        assertThat(first().end(new Outcome.Sent("17"), PATIENCE)).isEqualTo(new Delivery.Sent("17", false));
    }

    @Test
    void toBeToldToWaitIsNoTry() {
        assertThat(first().end(new Outcome.RetryAfter(Duration.ofSeconds(31)), PATIENCE))
                .isEqualTo(new Delivery.Waiting(Calls.NONE, Duration.ofSeconds(31)));
    }

    @Test
    void anUnreachableChannelIsNoTryEither() {
        assertThat(first().end(new Outcome.Away("refused"), PATIENCE))
                .isEqualTo(new Delivery.Waiting(Calls.NONE, Duration.ofSeconds(7)));
    }

    @Test
    void notNowIsTriedAgainAfterGrowingPausesUntilItMeansNo() {
        Outcome notNow = new Outcome.TryAgain("deferred", "4.2.1");
        Delivery.Waiting once = (Delivery.Waiting) first().end(notNow, PATIENCE);
        Delivery.Waiting twice = (Delivery.Waiting) once.begin().end(notNow, PATIENCE);
        assertThat(once.pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(twice.pause()).isEqualTo(Duration.ofSeconds(20));
        assertThat(twice.begin().end(notNow, PATIENCE))
                .isEqualTo(new Delivery.Failed(new Calls(3, 0), "deferred", "4.2.1"));
    }

    @Test
    void whatPerhapsWentThroughIsSentOnceMoreAndSaidToBePerhapsTwice() {
        Delivery.Waiting doubted = (Delivery.Waiting) first().end(new Outcome.Unknown("timeout"), PATIENCE);
        assertThat(doubted.begin().end(new Outcome.Sent("18"), PATIENCE)).isEqualTo(new Delivery.Sent("18", true));
    }

    @Test
    void aSecondSilenceIsLeftToPeople() {
        Delivery.Waiting doubted = (Delivery.Waiting) first().end(new Outcome.Unknown("timeout"), PATIENCE);
        assertThat(doubted.begin().end(new Outcome.Unknown("timeout"), PATIENCE))
                .isEqualTo(new Delivery.Failed(new Calls(2, 2), "unanswered", "timeout"));
    }

    @Test
    void whatADeadOwnerWasSendingIsPerhapsThereTwice() {
        assertThat(first().found().begin().end(new Outcome.Sent("19"), PATIENCE))
                .isEqualTo(new Delivery.Sent("19", true));
    }

    @Test
    void noMeansNoUntilSomebodyAsksAgain() {
        Delivery.Failed failed =
                (Delivery.Failed) first().end(new Outcome.Refused("blocked", "bot was blocked"), PATIENCE);
        assertThat(failed.code()).isEqualTo("blocked");
        assertThat(failed.retry().begin().calls()).isEqualTo(new Calls(1, 0));
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        assertThat(PATIENCE.after(40)).isEqualTo(Duration.ofMinutes(10));
    }

    private static Delivery.Sending first() {
        return new Delivery.Pending(Calls.NONE).begin();
    }
}
