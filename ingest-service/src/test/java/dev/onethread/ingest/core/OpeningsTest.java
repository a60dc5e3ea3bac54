package dev.onethread.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Setting.OpenTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant SIX = Instant.parse("2026-11-24T18:00:00Z");
    private static final Instant NEXT_NINE = Instant.parse("2026-11-25T09:00:00Z");
    private final Openings desk = new Openings(
            List.of(new OpenTime(NINE, SIX), new OpenTime(NEXT_NINE, NEXT_NINE.plusSeconds(60))),
            NEXT_NINE.plusSeconds(3600));

    @Test
    void aDeskIsOpenFromTheFirstInstantToTheLastButOne() {
        assertThat(desk.open(NINE)).isTrue();
        assertThat(desk.open(SIX.minusNanos(1))).isTrue();
        assertThat(desk.open(SIX)).isFalse();
        assertThat(desk.opensAt(NINE)).isNull();
        assertThat(desk.opensAt(SIX)).isEqualTo(NEXT_NINE);
    }

    @Test
    void beyondWhatIsKnownNobodyFindsAClosedDoor() {
        assertThat(desk.open(NEXT_NINE.plusSeconds(1800))).isFalse();
        assertThat(desk.open(NEXT_NINE.plusSeconds(3600))).isTrue();
        assertThat(Openings.ALWAYS.open(NINE)).isTrue();
    }

    @Test
    void aDeskThatNeverOpensSaysNoTime() {
        Openings never = new Openings(List.of(), SIX);
        assertThat(never.open(NINE)).isFalse();
        assertThat(never.opensAt(NINE)).isNull();
    }
}
