package dev.onethread.notifier.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeGuardTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Address MACHINE = Address.mail("robot@example.com");

    private final NoticeGuard guard = new NoticeGuard();

    @Test
    void aSystemThatAnswersEveryNoticeIsToldNothingMore() {
        int told = 0;
        for (int n = 0; n < 100; n++) {
            told += guard.allows(MACHINE, NOON.plusSeconds(n)) ? 1 : 0;
        }
        assertThat(told).isEqualTo(NoticeGuard.MOST);
        assertThat(guard.allows(Address.mail("anna@example.com"), NOON)).isTrue();
    }

    @Test
    void aQuietHourMakesRoomAgain() {
        for (int n = 0; n < NoticeGuard.MOST; n++) {
            guard.allows(MACHINE, NOON.plusSeconds(n));
        }
        assertThat(guard.allows(MACHINE, NOON.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(guard.allows(MACHINE, NOON.plus(Duration.ofMinutes(61)))).isTrue();
    }

    @Test
    void aNoticeThatIsTriedAgainCountsOnce() {
        for (int n = 0; n < 100; n++) {
            assertThat(guard.allows(MACHINE, NOON)).isTrue();
        }
    }
}
