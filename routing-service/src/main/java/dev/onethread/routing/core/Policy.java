package dev.onethread.routing.core;

import java.time.Duration;

/// How a pool weighs, where a desk has not decided for itself ([DeskPolicy]). `priorityPoint` is the waiting time one
/// point of priority is worth: a conversation of priority p overtakes one of priority 0 that came at most p points
/// earlier, never an older one, so nobody starves. `lastAgentFor` is how long the customer's last agent is preferred;
/// the graces are how long an absent agent keeps what waits for them.
public record Policy(Duration priorityPoint, Duration lastAgentFor, Duration offlineGrace, Duration disconnectGrace) {
    public static final Policy DEFAULT =
            new Policy(Duration.ofSeconds(60), Duration.ofHours(24), Duration.ofSeconds(5), Duration.ofSeconds(60));
}
