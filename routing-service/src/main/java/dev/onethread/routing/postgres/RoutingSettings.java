package dev.onethread.routing.postgres;

import dev.onethread.contracts.Channel;
import dev.onethread.routing.core.Policy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How this installation routes. What people change while it runs is in the database instead.
@ConfigMapping(prefix = "onethread.routing")
public interface RoutingSettings {
    /// The waiting time one point of priority (0 to 100) is worth.
    @WithDefault("PT60S")
    Duration priorityPoint();

    /// How long the customer's last agent is preferred.
    @WithDefault("PT24H")
    Duration lastAgentFor();

    /// How long what waits for an agent stays with them once they say they are offline.
    @WithDefault("PT5S")
    Duration offlineGrace();

    /// How long it stays with them once all their screens are gone.
    @WithDefault("PT60S")
    Duration disconnectGrace();

    /// Units a new agent can hold.
    @WithDefault("6")
    int capacity();

    Weights weight();

    /// Units a conversation of a channel takes.
    interface Weights {
        @WithDefault("1")
        int mail();

        @WithDefault("2")
        int telegram();

        @WithDefault("2")
        int web();
    }

    default Policy policy() {
        return new Policy(priorityPoint(), lastAgentFor(), offlineGrace(), disconnectGrace());
    }

    default Map<Channel, Integer> weights() {
        Map<Channel, Integer> weights = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            weights.put(
                    channel,
                    switch (channel) {
                        case MAIL -> weight().mail();
                        case TELEGRAM -> weight().telegram();
                        case WEB -> weight().web();
                    });
        }
        return weights;
    }
}
