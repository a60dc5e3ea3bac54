package dev.onethread.routing.whatif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.PastTraffic;
import dev.onethread.routing.postgres.RoutingSettings;
import dev.onethread.routing.scenario.WrittenPast;
import dev.onethread.routing.simulation.PastMatters;
import dev.onethread.routing.simulation.Period;
import dev.onethread.routing.simulation.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A past period of a desk as a scenario and its trace: what came, and the agents of the desk as they are
/// configured now, at the times they were available then.
@ApplicationScoped
public class Past {
    private static final Duration LONGEST = Duration.ofDays(92);

    private final Database database;
    private final PastTraffic traffic;
    private final Configurations configurations;
    private final DeskTable desks;
    private final RoutingSettings installed;
    private final WhatIfSettings settings;

    Past(
            Database database,
            PastTraffic traffic,
            Configurations configurations,
            DeskTable desks,
            RoutingSettings installed,
            WhatIfSettings settings) {
        this.database = database;
        this.traffic = traffic;
        this.configurations = configurations;
        this.desks = desks;
        this.installed = installed;
        this.settings = settings;
    }

    /// A scenario as it is written, and the contacts of its trace.
    public record Written(ObjectNode scenario, Trace trace) {}

    /// @throws Problem for a desk there is not, a period that is none, too much traffic, or nobody who was
    /// there
    public Written read(DeskId desk, Instant from, Instant to) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new Problem(
                    400, "period-wrong", "a period ends after its beginning, within " + LONGEST.toDays() + " days");
        }
        return database.inTransaction(tx -> read(tx, desk, from, to));
    }

    private Written read(Tx tx, DeskId desk, Instant from, Instant to) {
        DeskTable.Desk found =
                desks.find(tx, desk).orElseThrow(() -> new Problem(404, "not-found", "there is no such desk"));
        List<PastMatters.Decided> log = traffic.decided(tx, desk, from, to, settings.lines())
                .orElseThrow(() -> new Problem(
                        422,
                        "too-much-traffic",
                        "more than " + settings.lines() + " decisions: ask for a shorter time"));
        PastMatters.Found matters = PastMatters.read(log, desk, from, to);
        if (matters.trace().contacts().isEmpty()) {
            throw new Problem(422, "nothing-came", "nothing was decided at this desk in that time");
        }
        Map<AgentId, List<Period>> shifts = traffic.available(tx, desk, from, to);
        if (shifts.isEmpty()) {
            throw new Problem(422, "nobody-was-there", "no agent of this desk was available in that time");
        }
        Configuration configuration = configurations.load(tx, found.pool(), installed.policy());
        return new Written(WrittenPast.write(configuration, matters.types(), shifts, from, to), matters.trace());
    }
}
