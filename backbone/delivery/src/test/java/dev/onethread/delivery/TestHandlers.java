package dev.onethread.delivery;

import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;

/// The handlers of the application under test.
final class TestHandlers {
    private TestHandlers() {}

    @ApplicationScoped
    static class Reports extends Applying<DeliveryReported> {
        Reports() {
            super("app", Topic.DELIVERY_REPORTS, DeliveryReported.class, Events::text);
        }
    }

    @ApplicationScoped
    static class Messages extends Applying<FromCustomer> {
        Messages() {
            super("app", Topic.MESSAGES_RECEIVED, FromCustomer.class, Events::text);
        }
    }
}
