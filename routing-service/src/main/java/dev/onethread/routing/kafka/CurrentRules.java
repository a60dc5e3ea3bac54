package dev.onethread.routing.kafka;

import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.postgres.ChannelTable;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.HoursTable;
import dev.onethread.routing.postgres.RoutingSettings;
import dev.onethread.routing.postgres.RuleSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules as they stand in the database, read again only when the configuration's version has changed.
@ApplicationScoped
public class CurrentRules {
    private final Configurations configurations;
    private final RuleSets sets;
    private final HoursTable hours;
    private final ChannelTable channels;
    private final RoutingSettings settings;
    private volatile @Nullable Rules cached;

    CurrentRules(
            Configurations configurations,
            RuleSets sets,
            HoursTable hours,
            ChannelTable channels,
            RoutingSettings settings) {
        this.configurations = configurations;
        this.sets = sets;
        this.hours = hours;
        this.channels = channels;
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
        return new Rules(version, rules, weights(tx), DeskTable.SUPPORT, hours.all(tx));
    }

    private Map<Channel, Integer> weights(Tx tx) {
        Map<Channel, Integer> weights = new EnumMap<>(settings.weights());
        channels.all(tx).forEach((channel, weight) -> weights.put(channel, weight.units()));
        return weights;
    }
}
