package dev.onethread.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
    static Stream<Arguments> known() {
        return Stream.of(
                Arguments.of(new Distribution.Exponential(300), 300, 300),
                Arguments.of(new Distribution.Uniform(180, 420), 300, 240 / Math.sqrt(12)),
                Arguments.of(new Distribution.Constant(42), 42, 0),
                Arguments.of(new Distribution.LogNormal(300, 120), 300, 120),
                Arguments.of(new Distribution.Gamma(4, 300), 300, 150),
                Arguments.of(new Distribution.Gamma(0.5, 300), 300, 300 * Math.sqrt(2)),
                Arguments.of(new Distribution.Empirical(List.of(1.0, 2.0, 9.0)), 4, Math.sqrt(38 / 3.0)));
    }

    @ParameterizedTest
    @MethodSource("known")
    void hasItsMeanAndItsDeviation(Distribution distribution, double mean, double deviation) {
        RandomGenerator random = new Chance(7, 0).of(Chance.For.SERVICE, 0);
        int count = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double each = distribution.sample(random);
            assertThat(each).isNotNegative();
            sum += each;
            squares += each * each;
        }
        double found = sum / count;
        assertThat(distribution.mean()).isEqualTo(mean, within(1e-9));
        assertThat(found).isEqualTo(mean, within(4 * deviation / Math.sqrt(count) + 1e-9));
        assertThat(Math.sqrt(Math.max(0, squares / count - found * found)))
                .isEqualTo(deviation, within(0.02 * deviation + 1e-4));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution.Exponential(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution.Uniform(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution.Constant(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution.Empirical(List.of()));
    }

    @Test
    void arrivalsFollowTheRateInForce() {
        Period morning = new Period(8 * 3600.0, 9 * 3600.0, 86_400.0);
        Period rest = new Period(9 * 3600.0, 17 * 3600.0, 86_400.0);
        Arrivals arrivals = new Arrivals.Poisson(
                List.of(new Arrivals.Rate(morning, 100 / 3600.0), new Arrivals.Rate(rest, 50 / 3600.0)));
        RandomGenerator random = new Chance(3, 0).of(Chance.For.ARRIVALS, 0);
        int days = 400;
        int early = 0;
        int late = 0;
        for (double at = arrivals.next(0, random); at < days * 86_400.0; at = arrivals.next(at, random)) {
            assertThat(morning.holds(at) || rest.holds(at)).isTrue();
            early += morning.holds(at) ? 1 : 0;
            late += rest.holds(at) ? 1 : 0;
        }
        assertThat(arrivals.expected(0, days * 86_400.0)).isEqualTo(500.0 * days, within(1e-6));
        assertThat(early).isCloseTo(100 * days, within((int) (4 * Math.sqrt(100.0 * days))));
        assertThat(late).isCloseTo(400 * days, within((int) (4 * Math.sqrt(400.0 * days))));
    }

    @Test
    void noArrivalComesAfterTheLastRateHasEnded() {
        Arrivals arrivals = new Arrivals.Poisson(List.of(new Arrivals.Rate(new Period(0, 60, null), 1)));
        RandomGenerator random = new Chance(3, 0).of(Chance.For.ARRIVALS, 0);
        assertThat(arrivals.next(60, random)).isInfinite();
    }
}
