package dev.onethread.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.onethread.routing.scenario.ScenarioForm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private static Scenario scenario(String text) {
        return scenario(text, null);
    }

    private static Scenario scenario(String text, Trace trace) {
        try {
            return ScenarioForm.read(JSON.readTree(text), trace);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Three agents, load 2, a time unit is a minute.
    private static final String THREE = """
            {name: 'M/M/3', warmup: '2h', horizon: '402h', target: '30s',
             types: {all: {arrivals: [{perMinute: 2}], service: {exponential: '1m'}}},
             agents: [{name: 'agent', count: 3}]}""";

    @Test
    void theSameSeedRepeatsARunExactlyAndAnotherDoesNot() {
        Outcome first = Simulation.run(scenario(THREE), 1, 0);
        Outcome again = Simulation.run(scenario(THREE), 1, 0);
        Outcome other = Simulation.run(scenario(THREE), 2, 0);
        Outcome next = Simulation.run(scenario(THREE), 1, 1);

        assertThat(again.occupancies()).isEqualTo(first.occupancies());
        assertThat(again.all().meanWait()).isEqualTo(first.all().meanWait());
        assertThat(other.all().meanWait()).isNotEqualTo(first.all().meanWait());
        assertThat(next.all().meanWait()).isNotEqualTo(first.all().meanWait());
    }

    /// Erlang C: 4/9 wait, 4/9 of a time unit on average.
    @Test
    void waitsAreWhatErlangSays() {
        double[] delayed = new double[8];
        double[] waits = new double[8];
        double[] busy = new double[8];
        for (int i = 0; i < delayed.length; i++) {
            Outcome outcome = Simulation.run(scenario(THREE), 3, i);
            delayed[i] = outcome.all().delayedShare();
            waits[i] = outcome.all().meanWait() / 60;
            busy[i] = outcome.occupancy();
        }
        assertThat(Interval.of(delayed, 0.999).contains(4 / 9.0)).isTrue();
        assertThat(Interval.of(waits, 0.999).contains(4 / 9.0)).isTrue();
        assertThat(Interval.of(busy, 0.999).contains(2 / 3.0)).isTrue();
        assertThat(Interval.of(waits, 0.999).halfWidth()).isLessThan(0.05);
    }

    /// Erlang B: of load 2 to 3 lines without waiting places 4/19 are turned away.
    @Test
    void whoFindsNoLineIsTurnedAway() {
        double[] away = new double[8];
        for (int i = 0; i < away.length; i++) {
            Tally all = Simulation.run(scenario(THREE.replace("name: 'M", "lines: 3, name: 'M")), 3, i)
                    .all();
            assertThat(all.fresh()).isEqualTo(all.served() + all.turnedAway());
            away[i] = (double) all.turnedAway() / all.fresh();
        }
        assertThat(Interval.of(away, 0.999).contains(4 / 19.0)).isTrue();
        assertThat(Interval.of(away, 0.999).halfWidth()).isLessThan(0.02);
    }

    @Test
    void aWaitingPlaceLessIsTheSameAsALineLess() {
        Tally lines = Simulation.run(scenario(THREE.replace("name: 'M", "lines: 5, name: 'M")), 3, 0)
                .all();
        Tally places = Simulation.run(scenario(THREE.replace("name: 'M", "waiting: 2, name: 'M")), 3, 0)
                .all();
        assertThat(places.turnedAway()).isEqualTo(lines.turnedAway()).isPositive();
        assertThat(places.meanWait()).isEqualTo(lines.meanWait());
    }

    private static final String RETRYING = """
            {name: 'one agent', horizon: '10h',
             types: {all: {service: '0s', retry: {share: 1, after: '20m'}}},
             agents: [{name: 'agent', shifts: [{from: '1h', to: '2h'}]}], closing: '%s'}""";

    @Test
    void whoGivesUpComesAgainWithTheSamePatienceUntilServed() {
        Trace trace = Trace.read(List.of("0,all,0,60,300"));
        Tally all = Simulation.run(scenario(RETRYING.formatted("wait"), trace), 1, 0)
                .all();
        // Gives up at 5, 30 and 55 minutes, comes at 75 when somebody works.
        assertThat(all.abandoned()).isEqualTo(3);
        assertThat(all.retries()).isEqualTo(3);
        assertThat(all.served()).isEqualTo(1);
        assertThat(all.meanWait()).isEqualTo(900);
        assertThat(all.fresh()).isEqualTo(1);
    }

    @Test
    void whereNobodyWorksContactsAreTurnedAwayAndSentAway() {
        Trace trace = Trace.read(List.of("0,all,0,60,", "3600,all,0,7200,", "3700,all,0,60,", "9000,all,0,60,"));
        Tally all = Simulation.run(scenario(RETRYING.formatted("send-away"), trace), 1, 0)
                .all();
        assertThat(all.turnedAway()).isEqualTo(2);
        assertThat(all.sentAway()).isEqualTo(1);
        assertThat(all.served()).isEqualTo(1);
    }

    @Test
    void anAgentFinishesAfterTheShiftWhatTheyHaveAndTakesNothingNew() {
        Trace trace = Trace.read(List.of("3600,all,0,7200,", "3700,all,0,60,"));
        Outcome outcome = Simulation.run(scenario(RETRYING.formatted("wait"), trace), 1, 0);
        assertThat(outcome.all().served()).isEqualTo(1);
        assertThat(outcome.all().left()).isEqualTo(1);
        assertThat(outcome.occupancy()).isEqualTo(2, within(1e-9));
    }

    @Test
    void twoConfigurationsMeetTheSameCustomers() {
        Scenario few = scenario(THREE);
        Scenario many = scenario(THREE.replace("count: 3", "count: 4"));
        List<String> met = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Simulation.run(few, 9, 0, (at, type, service) -> met.add(at + " " + service), () -> false, 200_000);
        Simulation.run(many, 9, 0, (at, type, service) -> others.add(at + " " + service), () -> false, 200_000);
        int shared = Math.min(met.size(), others.size());
        assertThat(shared).isGreaterThan(40_000);
        assertThat(met.subList(0, shared)).isEqualTo(others.subList(0, shared));
    }

    @Test
    void aRunStopsWhenToldAndWhenItTakesTooLong() {
        assertThatThrownBy(() -> Simulation.run(scenario(THREE), 1, 0, null, () -> true, Long.MAX_VALUE))
                .isInstanceOf(Simulation.Stopped.class);
        assertThatThrownBy(() -> Simulation.run(scenario(THREE), 1, 0, null, () -> false, 10_000))
                .isInstanceOf(Simulation.Stopped.class);
    }

    @Test
    void aContactOfNoKnownTypeIsRefused() {
        Trace trace = Trace.read(List.of("0,other,0,60,"));
        assertThatThrownBy(() -> Simulation.run(scenario(RETRYING.formatted("wait"), trace), 1, 0))
                .hasMessageContaining("contact 1")
                .hasMessageContaining("other");
    }

    @Test
    void aTraceReadsAsItIsWritten() {
        Trace trace = new Trace(List.of(
                new Trace.Contact(0.5, "german:3", 20, 61.25, Double.POSITIVE_INFINITY),
                new Trace.Contact(7, "any", 0, 0, 12.001)));
        assertThat(Trace.read(trace.lines())).isEqualTo(trace);
    }

    @Test
    void aWrongTraceNamesItsLine() {
        assertThatThrownBy(() -> Trace.read(List.of("arrival,type,priority,service,patience", "1,a,0,5,", "1,a,0,5")))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> Trace.read(List.of("1,a,x,5,"))).hasMessageContaining("line 1");
        assertThatThrownBy(() -> Trace.read(List.of("2,a,0,5,", "1,a,0,5,"))).hasMessageContaining("line 2");
    }

    @Test
    void severalRunsAreSummedUpAndCompared() {
        Study few = new Study(scenario(THREE));
        Study many = new Study(scenario(THREE.replace("count: 3", "count: 4")));
        for (int i = 0; i < 4; i++) {
            few.add(Simulation.run(scenario(THREE), 1, i));
            many.add(Simulation.run(scenario(THREE.replace("count: 3", "count: 4")), 1, i));
        }
        Summary summary = few.summary(0.95);
        assertThat(summary.all().get(Metric.MEAN_WAIT).contains(60 * 4 / 9.0)).isTrue();
        assertThat(summary.waits().stream().mapToDouble(Summary.Bar::share).sum())
                .isEqualTo(1, within(1e-9));
        assertThat(summary.course()).hasSize(Course.SPANS);
        Comparison comparison = Study.compare(few, many, 0.95);
        assertThat(comparison.parts().getFirst().get(Metric.MEAN_WAIT).high()).isNegative();
        assertThat(comparison.parts().getFirst().get(Metric.ARRIVALS).halfWidth())
                .isZero();
        assertThat(comparison.occupancy().high()).isNegative();
    }
}
