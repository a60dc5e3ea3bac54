package dev.onethread.routing.kafka;

import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.RuleTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rules as they stand in the database, read again only when the configuration's version has changed.
@ApplicationScoped
class CurrentRules {
    private final Configurations configurations;
    private final RuleTable table;
    private final RoutingSettings settings;
    private volatile @Nullable Rules cached;

    CurrentRules(Configurations configurations, RuleTable table, RoutingSettings settings) {
        this.configurations = configurations;
        this.table = table;
        this.settings = settings;
    }

    /// The rules and the database's time.
    record Reading(Rules rules, Instant now) {}

    Reading read(Tx tx) {
        Configurations.Version version = configurations.current(tx);
        Rules rules = cached;
        if (rules == null || rules.version() != version.number()) {
            rules = new Rules(
                    version.number(),
                    table.all(tx).stream().map(RuleTable.Stored::rule).toList(),
                    settings.weights(),
                    DeskTable.SUPPORT);
            cached = rules;
        }
        return new Reading(rules, version.now());
    }
}
