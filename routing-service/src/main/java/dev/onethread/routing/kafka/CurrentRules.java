package dev.onethread.routing.kafka;

import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.postgres.ChannelTable;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.RoutingSettings;
import dev.onethread.routing.postgres.RuleTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules as they stand in the database, read again only when the configuration's version has changed.
@ApplicationScoped
class CurrentRules {
    private final Configurations configurations;
    private final RuleTable table;
    private final ChannelTable channels;
    private final RoutingSettings settings;
    private volatile @Nullable Rules cached;

    CurrentRules(Configurations configurations, RuleTable table, ChannelTable channels, RoutingSettings settings) {
        this.configurations = configurations;
        this.table = table;
        this.channels = channels;
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
                    weights(tx),
                    DeskTable.SUPPORT);
            cached = rules;
        }
        return new Reading(rules, version.now());
    }

    private Map<Channel, Integer> weights(Tx tx) {
        Map<Channel, Integer> weights = new EnumMap<>(settings.weights());
        channels.all(tx).forEach((channel, weight) -> weights.put(channel, weight.units()));
        return weights;
    }
}
