package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private final Pace<Visitor> pace = new Pace<>(2, Duration.ofSeconds(10));
    private final Visitor anna = new Visitor("anna");

    @Test
    void soManyWithinTheWindowAndNoMore() {
        assertThat(pace.allows(anna, 0)).isTrue();
        assertThat(pace.allows(anna, 9 * SECOND)).isTrue();
        assertThat(pace.allows(anna, 9 * SECOND + 1)).isFalse();
        assertThat(pace.allows(anna, 10 * SECOND)).isTrue();
        assertThat(pace.allows(anna, 11 * SECOND)).isFalse();
    }

    @Test
    void oneVisitorsHasteIsNobodyElses() {
        pace.allows(anna, 0);
        pace.allows(anna, 0);
        assertThat(pace.allows(new Visitor("boris"), 0)).isTrue();
    }
}
