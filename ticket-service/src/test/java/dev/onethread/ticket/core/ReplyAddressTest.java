package dev.onethread.ticket.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.ticket.core.ReplyAddress.Known;
import dev.onethread.ticket.core.ReplyAddress.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyAddressTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Address MAIL = Address.mail("maria@example.org");
    private static final Address TELEGRAM = Address.telegram(1, 2);

    @Test
    void anAnswerGoesWhereTheCustomerWroteLast() {
        var chosen =
                ReplyAddress.choose(List.of(new Known(MAIL, true, NOW), new Known(TELEGRAM, true, NOW.plusSeconds(1))));
        assertThat(chosen).contains(new ReplyAddress(TELEGRAM, Reason.LAST_USED));
    }

    @Test
    void anAddressThatBlockedUsIsPassedOver() {
        var chosen = ReplyAddress.choose(List.of(
                new Known(MAIL, true, NOW),
                new Known(TELEGRAM, false, NOW.plusSeconds(1)),
                new Known(Address.telegram(3, 4), true, null)));
        assertThat(chosen).contains(new ReplyAddress(MAIL, Reason.LAST_USED_REACHABLE));
    }

    @Test
    void whoCannotBeReachedHasNone() {
        assertThat(ReplyAddress.choose(List.of(new Known(MAIL, false, NOW)))).isEmpty();
        assertThat(ReplyAddress.choose(List.of())).isEmpty();
    }
}
