package dev.onethread.routing.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Hours;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PriorityClass;
import dev.onethread.routing.simulation.PastMatters;
import dev.onethread.routing.simulation.Period;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Simulation;
import dev.onethread.routing.simulation.Tally;
import dev.onethread.routing.simulation.Trace;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WrittenPastTest {
    private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
    private static final DeskId SUPPORT = new DeskId("support");
    private static final DeskId SALES = new DeskId("sales");
    private static final SkillId GERMAN = new SkillId("german");
    private static final PastMatters.Type MAIL =
            new PastMatters.Type(SUPPORT, List.of(new SkillNeed(GERMAN, 3)), 1, Channel.MAIL);

    private static final DeskPolicy POLICY = new DeskPolicy(
            SUPPORT,
            DeskPolicy.Choosing.ROUND_ROBIN,
            DeskPolicy.Ordering.STRICT_CLASSES,
            Map.of(
                    PriorityClass.URGENT, Duration.ofMinutes(60),
                    PriorityClass.HIGH, Duration.ofMinutes(20),
                    PriorityClass.NORMAL, Duration.ofMinutes(5),
                    PriorityClass.LOW, Duration.ZERO),
            Duration.ofHours(4),
            new DeskPolicy.Offering(true, Duration.ofSeconds(20), 4),
            Duration.ofHours(12),
            Duration.ofMinutes(3),
            Policy.DEFAULT.offlineGrace(),
            Policy.DEFAULT.disconnectGrace(),
            true,
            Duration.ofMinutes(30),
            new DeskPolicy.Overflow(SALES, Duration.ofMinutes(2)),
            new DeskHours(
                    new Hours(
                            ZoneId.of("Asia/Almaty"),
                            week(List.of(new Hours.Span(540, 1_080))),
                            new TreeMap<>(Map.of(LocalDate.of(2026, 1, 6), List.of()))),
                    new DeskHours.Notice()));

    private static final Configuration CONFIGURATION = new Configuration(
            7,
            List.of(SUPPORT, SALES),
            List.of(
                    new AgentProfile(
                            new AgentId("anna"),
                            "Anna",
                            true,
                            Set.of(SUPPORT),
                            Map.of(GERMAN, 3),
                            1,
                            true,
                            Map.of(Channel.MAIL, 1)),
                    new AgentProfile(new AgentId("boris"), "Boris", true, Set.of(SUPPORT), Map.of(), 2)),
            Policy.DEFAULT,
            Map.of(SUPPORT, POLICY));

    private static Map<DayOfWeek, List<Hours.Span>> week(List<Hours.Span> mondays) {
        Map<DayOfWeek, List<Hours.Span>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, day == DayOfWeek.MONDAY ? mondays : List.of());
        }
        return week;
    }

    private static ObjectNode written() {
        Map<AgentId, List<Period>> shifts =
                Map.of(new AgentId("anna"), List.of(new Period(0, 3600, null), new Period(7200, 10_800, null)));
        return WrittenPast.write(CONFIGURATION, Map.of(MAIL.name(), MAIL), shifts, FROM, FROM.plusSeconds(86_400));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void isReadAgainAsThePoolWasConfigured() {
        Trace trace = Trace.read(List.of("10," + MAIL.name() + ",0,60,"));
        Scenario read = ScenarioForm.read(written(), trace);

        assertThat(read.routing().policies().getFirst()).isEqualTo(POLICY);
        assertThat(read.routing().desks()).containsExactly(SUPPORT, SALES);
        assertThat(read.start()).isEqualTo(FROM);
        assertThat(read.agents()).singleElement().satisfies(anna -> {
            assertThat(anna.name()).isEqualTo("anna");
            assertThat(anna.supervisor()).isTrue();
            assertThat(anna.limits()).containsEntry(Channel.MAIL, 1);
            assertThat(anna.shifts()).hasSize(2);
        });
        assertThat(read.types().getFirst().needs()).isEqualTo(MAIL.needs());
        assertThat(ScenarioForm.trace(written())).isEqualTo("trace.csv");
    }

    @Test
    void changesAreLaidOverIt() {
        Trace trace = Trace.read(List.of("10," + MAIL.name() + ",0,600,", "20," + MAIL.name() + ",0,600,"));
        ObjectNode direct = WrittenChanges.apply(
                written(),
                json("{\"routing\": {\"desks\": {\"support\": {\"choice\": \"best-fit\", \"offers\": null}}}}"));
        ObjectNode changed = WrittenChanges.apply(direct, json("""
                {"agents": [{"name": "more", "count": 2, "skills": {"german": 1}}], "without": ["anna"],
                 "types": {"support mail german:3": {"needs": {"german": 1}}}}"""));
        Scenario before = ScenarioForm.read(direct, trace);
        Scenario after = ScenarioForm.read(changed, trace);

        assertThat(after.agents())
                .singleElement()
                .satisfies(more -> assertThat(more.count()).isEqualTo(2));
        assertThat(after.routing().policies().getFirst().ordering()).isEqualTo(DeskPolicy.Ordering.STRICT_CLASSES);
        Tally slow = Simulation.run(before, 1, 0).all();
        Tally quick = Simulation.run(after, 1, 0).all();
        assertThat(slow.meanWait()).isPositive();
        assertThat(quick.meanWait()).isZero();
    }

    @Test
    void aDesksHoursHoldInARunToo() {
        // On Monday at 05:00 and at 10:00 by the desk's clock; anna works through, and only for support.
        Trace trace = Trace.read(List.of("10," + MAIL.name() + ",0,60,", "18000," + MAIL.name() + ",0,60,"));
        ObjectNode changed = WrittenChanges.apply(written(), json("""
                {"without": ["anna"], "agents": [{"name": "more", "skills": {"german": 3}, "desks": ["support"]}],
                 "routing": {"desks": {"support": {"choice": "best-fit", "offers": null, "overflow": null,
                   "hours": {"zone": "Asia/Almaty", "week": {"monday": [{"from": "09:00", "to": "18:00"}]},
                     "outside": {"do": "overflow", "desk": "sales"}}}}}}"""));

        Tally all = Simulation.run(ScenarioForm.read(changed, trace), 1, 0).all();

        assertThat(all.served()).isEqualTo(1);
    }

    @Test
    void hoursThatAreNoneAreRefusedWithTheirPlace() {
        ObjectNode changed = WrittenChanges.apply(
                written(), json("{\"routing\": {\"desks\": {\"support\": {\"hours\": {\"zone\": \"Nowhere\"}}}}}"));

        assertThatThrownBy(() -> ScenarioForm.read(changed, Trace.read(List.of())))
                .hasMessageStartingWith("routing.desks.support.hours: at /zone ");
    }

    @Test
    void changesOfWhatIsNotThereAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> WrittenChanges.apply(written(), json("{\"without\": [\"nobody\"]}")))
                .hasMessageStartingWith("changes.without[0]: ");
        assertThatThrownBy(() -> WrittenChanges.apply(written(), json("{\"types\": {\"unheard\": {}}}")))
                .hasMessageStartingWith("changes.types.unheard: ");
        assertThatThrownBy(() -> WrittenChanges.apply(written(), json("{\"agnets\": []}")))
                .hasMessageStartingWith("changes.agnets: ");
        assertThatThrownBy(() -> WrittenChanges.apply(written(), json("{\"agents\": 3}")))
                .hasMessageStartingWith("changes.agents: ");
    }
}
