package dev.onethread.routing.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.simulation.Distribution;
import dev.onethread.routing.simulation.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFormTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private static final String GOOD = """
            {name: 'two desks', warmup: '1h', horizon: '1d', lines: 40,
             types: {
               german: {desk: 'sales', priority: 'high', needs: {german: 3}, weight: 2, channel: 'mail',
                 steps: [{needs: {skill: 'german', level: 3}, for: '60s'}, {needs: {any: [{skill: 'german'}]}}],
                 arrivals: [{perHour: 10, from: '8h', to: '9h', every: '1d'}], service: {gamma: {shape: 2, mean: '5m'}},
                 patience: {exponential: 120}, retry: {share: 0.5, after: '20m'}}},
             agents: [{name: 'all', count: 2, desks: ['sales'], skills: {german: 5}, capacity: 4, limits: {mail: 1},
               supervisor: true, answers: {share: 0.9, after: {uniform: [1, 5]}}, shifts: [{from: '8h', to: '17h'}]}],
             routing: {order: 'strict-classes', desks: {
               support: {}, sales: {choice: 'round-robin', offers: {ringFor: '20s'}, overflow: {to: 'support', after: '2m'}}}}}
            """;

    private static Scenario read(String text) {
        try {
            return ScenarioForm.read(JSON.readTree(text), null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void everythingIsReadAsItIsMeant() {
        Scenario scenario = read(GOOD);
        assertThat(scenario.horizon()).isEqualTo(86_400);
        assertThat(scenario.lines().inSystem()).isEqualTo(40);
        assertThat(scenario.types().getFirst().priority()).isEqualTo(50);
        assertThat(scenario.types().getFirst().steps()).hasSize(2);
        assertThat(scenario.types().getFirst().service()).isEqualTo(new Distribution.Gamma(2, 300));
        assertThat(scenario.agents().getFirst().limits()).hasSize(1);
        DeskPolicy sales = scenario.routing().policies().getLast();
        assertThat(sales.desk()).isEqualTo(new DeskId("sales"));
        assertThat(sales.ordering()).isEqualTo(DeskPolicy.Ordering.STRICT_CLASSES);
        assertThat(sales.choosing()).isEqualTo(DeskPolicy.Choosing.ROUND_ROBIN);
        assertThat(sales.offering().ringFor()).isEqualTo(Duration.ofSeconds(20));
        assertThat(sales.overflow()).isEqualTo(new DeskPolicy.Overflow(new DeskId("support"), Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    needs: {german: 3}     | needs: {german: 6}       | types.german.needs.german
                    desk: 'sales', prior   | desk: 'nowhere', prior   | types.german.desk
                    priority: 'high'       | priority: 'highest'      | types.german.priority
                    mean: '5m'             | mean: '5 minutes'        | types.german.service.gamma.mean
                    shape: 2               | shape: -2                | types.german.service.gamma
                    perHour: 10            | perHour: -10             | types.german.arrivals[0]
                    perHour: 10, from      | perHour: 1, perMinute: 1, from | types.german.arrivals[0]
                    share: 0.5             | share: 1.5               | types.german.retry
                    skills: {german: 5}    | skills: {german: 0}      | agents[0].skills.german
                    capacity: 4            | capacity: 0              | agents[0]
                    to: '17h'}             | to: '7h'}                | agents[0].shifts[0]
                    count: 2               | cuont: 2                 | agents[0].cuont
                    choice: 'round-robin'  | choice: 'best'           | routing.desks.sales.choice
                    to: 'support'          | to: 'nowhere'            | routing.desks.sales
                    ringFor: '20s'         | ringFor: 0               | routing.desks.sales.offers
                    horizon: '1d',         | horizon: '30m',          | the scenario
                    horizon: '1d',         | ``                       | horizon
                    lines: 40              | lines: 0                 | the scenario
                    skill: 'german', level: 3 | skill: 'german', level: 9 | types.german.steps[0].needs
                    """)
    void whatIsWrongIsNamedWithItsPlace(String good, String wrong, String place) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replace(good, wrong)))
                .isInstanceOf(WrongScenario.class)
                .hasMessageStartingWith(place + ": ");
    }
}
