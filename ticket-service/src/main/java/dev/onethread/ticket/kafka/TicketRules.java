package dev.onethread.ticket.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// `onethread.tickets`: how tickets behave.
@ConfigMapping(prefix = "onethread.tickets")
interface TicketRules {
    /// A customer who writes again this soon after the resolution reopens the ticket; later a new one opens.
    @WithDefault("PT24H")
    Duration reopenWindow();
}
