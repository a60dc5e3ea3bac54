package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;

/// What every service does with all it holds of a customer: topic `privacy.requests`, key customer. `customers` are
/// the one who is shown and all who were merged into them, `conversations` and `addresses` everything of theirs.
public sealed interface PrivacyRequest extends Event {
    RequestId request();

    CustomerId customer();

    Instant at();

    List<CustomerId> customers();

    List<ConversationId> conversations();

    List<Address> addresses();

    /// It is to be gone everywhere. What comes from the addresses after `at` is a new customer's.
    record ErasureRequested(
            RequestId request,
            CustomerId customer,
            Instant at,
            List<CustomerId> customers,
            List<ConversationId> conversations,
            List<Address> addresses)
            implements PrivacyRequest {
        public ErasureRequested {
            Require.present(request, "request");
            Require.present(customer, "customer");
            Require.present(at, "at");
            customers = Require.list(customers, "customers");
            conversations = Require.list(conversations, "conversations");
            addresses = Require.list(addresses, "addresses");
        }
    }

    /// It is to be written down as a whole, for whoever asked.
    record ExportRequested(
            RequestId request,
            CustomerId customer,
            Instant at,
            List<CustomerId> customers,
            List<ConversationId> conversations,
            List<Address> addresses)
            implements PrivacyRequest {
        public ExportRequested {
            Require.present(request, "request");
            Require.present(customer, "customer");
            Require.present(at, "at");
            customers = Require.list(customers, "customers");
            conversations = Require.list(conversations, "conversations");
            addresses = Require.list(addresses, "addresses");
        }
    }
}
