package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What we know of a customer: topic `customer.events`, key customer.
public sealed interface CustomerEvent extends Event {
    CustomerId customer();

    Instant at();

    /// Somebody wrote for the first time; their one conversation exists from now on.
    record CustomerRegistered(
            CustomerId customer,
            Instant at,
            ConversationId conversation,
            @Nullable String name) implements CustomerEvent {
        public CustomerRegistered {
            checked(customer, at);
            Require.present(conversation, "conversation");
        }
    }

    /// An address belongs to a customer, for the reason `evidence` names.
    record AddressLinked(
            CustomerId customer,
            Instant at,
            Address address,
            Door door,
            Evidence evidence,
            @Nullable String name) implements CustomerEvent {
        public AddressLinked {
            checked(customer, at);
            Require.present(address, "address");
            Require.present(door, "door");
            Require.present(evidence, "evidence");
        }
    }

    /// Whether an address takes messages from us, and if not, why.
    record AddressStateChanged(
            CustomerId customer,
            Instant at,
            Address address,
            boolean reachable,
            @Nullable String reason) implements CustomerEvent {
        public AddressStateChanged {
            checked(customer, at);
            Require.present(address, "address");
        }
    }

    /// What the customer calls themselves now.
    record ProfileChanged(
            CustomerId customer,
            Instant at,
            @Nullable String name,
            @Nullable String language) implements CustomerEvent {
        public ProfileChanged {
            checked(customer, at);
        }
    }

    /// Why we hold that an address is this customer's.
    enum Evidence {
        FIRST_CONTACT
    }

    private static void checked(CustomerId customer, Instant at) {
        Require.present(customer, "customer");
        Require.present(at, "at");
    }
}
