package dev.onethread.ticket.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.ticket.core.Delivery.Retry;
import dev.onethread.ticket.core.Delivery.State;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Outcome.Failed BLOCKED = new Outcome.Failed("blocked", "Forbidden: bot was blocked");

    @Test
    void aReplyGoesItsWay() {
        Delivery sent = Delivery.FIRST.report(1, new Outcome.Sending()).report(1, new Outcome.Sent("42", false));
        assertThat(sent.state()).isEqualTo(State.SENT);
        assertThat(sent.report(1, new Outcome.Delivered())
                        .report(1, new Outcome.Read())
                        .state())
                .isEqualTo(State.READ);
    }

    @Test
    void aLateReportDoesNotGoBack() {
        Delivery read = Delivery.FIRST.report(1, new Outcome.Read());
        assertThat(read.report(1, new Outcome.Sending())).isEqualTo(read);
        assertThat(read.report(1, BLOCKED)).isEqualTo(read);
    }

    @Test
    void perhapsTwiceStays() {
        Delivery twice = Delivery.FIRST.report(1, new Outcome.Sent(null, true));
        assertThat(twice.report(1, new Outcome.Delivered()).perhapsTwice()).isTrue();
        assertThat(twice.report(1, BLOCKED)
                        .report(2, new Outcome.Sent(null, false))
                        .perhapsTwice())
                .isTrue();
    }

    @Test
    void aLateSentStillSaysPerhapsTwice() {
        Delivery delivered = Delivery.FIRST.report(1, new Outcome.Delivered());
        Delivery after = delivered.report(1, new Outcome.Sent("42", true));
        assertThat(after.state()).isEqualTo(State.DELIVERED);
        assertThat(after.perhapsTwice()).isTrue();
    }

    @Test
    void aMailMayBounceAfterItWasSent() {
        Delivery bounced =
                Delivery.FIRST.report(1, new Outcome.Sent(null, false)).report(1, BLOCKED);
        assertThat(bounced.state()).isEqualTo(State.FAILED);
        assertThat(bounced.code()).isEqualTo("blocked");
    }

    @Test
    void onlyAFailedReplyIsSentAgainAndOncePerWish() {
        assertThat(Delivery.FIRST.retry(2)).isInstanceOf(Retry.Refused.class);
        Delivery failed = Delivery.FIRST.report(1, BLOCKED);
        assertThat(failed.retry(3)).isInstanceOf(Retry.Refused.class);
        assertThat(failed.retry(1)).isInstanceOf(Retry.Refused.class);
        Delivery again = ((Retry.Granted) failed.retry(2)).after();
        assertThat(again.state()).isEqualTo(State.WAITING);
        assertThat(again.code()).isNull();
        assertThat(again.retry(2)).isInstanceOf(Retry.Known.class);
    }

    @Test
    void aReportOfAnEarlierAttemptSaysNothingOfThisOne() {
        Delivery again = ((Retry.Granted) Delivery.FIRST.report(1, BLOCKED).retry(2)).after();
        assertThat(again.report(1, BLOCKED)).isEqualTo(again);
        assertThat(again.report(1, new Outcome.Sent("1", false))).isEqualTo(again);
    }
}
