package dev.onethread.notifier.postgres;

import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Holdings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What the notifier holds of customers: what they were sent, and what is still to be sent, which goes nowhere now. Its
/// files are the ticket service's.
@ApplicationScoped
public class NotifierHoldings implements Holdings {
    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.of(
                        "delivery",
                        "EXISTS (SELECT FROM reply r WHERE r.id = t.reply"
                                + " AND r.conversation = ANY(asked.conversations))"),
                Holding.of("reply", "t.conversation = ANY(asked.conversations)"),
                Holding.of("paused_address", "t.address = ANY(asked.addresses)"));
    }
}
