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

    /// An address belongs to a customer, for the reason `evidence` names, and to nobody else: of two
    /// customers told of one address, the higher `version` is right. `reachable` and `reason` are its state
    /// as of now. `grounds` are set where it came to them from another customer.
    record AddressLinked(
            CustomerId customer,
            Instant at,
            Address address,
            Door door,
            Evidence evidence,
            @Nullable String name,
            @Nullable Long version,
            @Nullable Boolean reachable,
            @Nullable String reason,
            @Nullable Grounds grounds)
            implements CustomerEvent {
        public AddressLinked {
            checked(customer, at);
            Require.present(address, "address");
            Require.present(door, "door");
            Require.present(evidence, "evidence");
        }

        public AddressLinked(
                CustomerId customer, Instant at, Address address, Door door, Evidence evidence, @Nullable String name) {
            this(customer, at, address, door, evidence, name, null, null, null, null);
        }
    }

    /// Whether an address takes messages from us, and if not, why. `blocked` says whether we have blocked
    /// it: what comes from it is kept and opens nothing; null where that is as it was.
    record AddressStateChanged(
            CustomerId customer,
            Instant at,
            Address address,
            boolean reachable,
            @Nullable String reason,
            @Nullable Boolean blocked)
            implements CustomerEvent {
        public AddressStateChanged {
            checked(customer, at);
            Require.present(address, "address");
        }

        public AddressStateChanged(
                CustomerId customer, Instant at, Address address, boolean reachable, @Nullable String reason) {
            this(customer, at, address, reachable, reason, null);
        }
    }

    /// Something of what is known of the customer reads differently now. `name` and `language` are what they are
    /// shown with, null where nobody knows; the rest is asked of routing.
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
        /// They wrote from it, and nobody else has it.
        FIRST_CONTACT,
        /// The same mail address, proved by DMARC or by a link we sent there.
        VERIFIED_MAIL,
        /// The same account of Telegram, with several bots of ours.
        TELEGRAM_ACCOUNT,
        /// The same phone number: the sender's own contact, or named by a page that signs in its visitors.
        VERIFIED_PHONE,
        /// The same person at a page that signs in its visitors.
        SIGNED_IN,
        /// A one-time link given to them on another address.
        CONTINUATION,
        /// An agent says so.
        PERSON,
        /// As it was before a merge that was undone.
        UNMERGED
    }

    private static void checked(CustomerId customer, Instant at) {
        Require.present(customer, "customer");
        Require.present(at, "at");
    }
}
