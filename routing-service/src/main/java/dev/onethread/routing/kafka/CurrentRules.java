package dev.onethread.routing.kafka;

import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.HoursTable;
import dev.onethread.routing.postgres.RuleSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules as they stand in the database, read again only when the configuration's version has changed.
@ApplicationScoped
public class CurrentRules {
    private final Configurations configurations;
    private final RuleSets sets;
    private final HoursTable hours;
    private final RoutingSettings settings;
    private volatile @Nullable Rules cached;

    CurrentRules(Configurations configurations, RuleSets sets, HoursTable hours, RoutingSettings settings) {
        this.configurations = configurations;
        this.sets = sets;
        this.hours = hours;
        this.settings = settings;
    }

    /// The rules and the database's time.
    public record Reading(Rules rules, Instant now) {}

    public Reading read(Tx tx) {
        Configurations.Version version = configurations.current(tx);
        Rules rules = cached;
        if (rules == null || rules.version() != version.number()) {
            rules = of(tx, version.number(), sets.current(tx).all());
            cached = rules;
        }
        return new Reading(rules, version.now());
    }

    /// Other rules, under the hours and weights there are.
    public Rules with(Tx tx, List<Rule> rules) {
        return of(tx, configurations.current(tx).number(), rules);
    }

    private Rules of(Tx tx, long version, List<Rule> rules) {
        return new Rules(version, rules, settings.weights(), DeskTable.SUPPORT, hours.all(tx));
    }
}
