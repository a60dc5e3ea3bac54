package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a conversation: topic `conversation.events`, key conversation. `place` numbers what
/// customers sent, gapless from 1 within the conversation; the transcript's own `seq` is the ticket
/// service's.
public sealed interface ConversationEvent extends Event {
    ConversationId conversation();

    Instant at();

    /// A customer's message has its place. From an address that we have `blocked` it is kept, and opens
    /// nothing.
    record MessagePlaced(
            ConversationId conversation,
            Instant at,
            CustomerId customer,
            long place,
            FromCustomer.MessageReceived message,
            @Nullable Boolean blocked)
            implements ConversationEvent {
        public MessagePlaced(
                ConversationId conversation,
                Instant at,
                CustomerId customer,
                long place,
                FromCustomer.MessageReceived message) {
            this(conversation, at, customer, place, message, null);
        }

        public MessagePlaced {
            checked(conversation, at);
            Require.present(customer, "customer");
            Require.that(place >= 1, "places begin at 1");
            Require.present(message, "message");
        }
    }

    /// A customer's message that could not be handled keeps its place; a replay fills it with
    /// [MessageRecovered].
    record UnreadablePlaced(
            ConversationId conversation,
            Instant at,
            CustomerId customer,
            long place,
            Address address,
            @Nullable MessageId message,
            String reason)
            implements ConversationEvent {
        public UnreadablePlaced {
            checked(conversation, at);
            Require.present(customer, "customer");
            Require.that(place >= 1, "places begin at 1");
            Require.present(address, "address");
            Require.text(reason, "reason");
        }
    }

    /// What had been unreadable at `place` is this.
    record MessageRecovered(ConversationId conversation, Instant at, long place, FromCustomer.MessageReceived message)
            implements ConversationEvent {
        public MessageRecovered {
            checked(conversation, at);
            Require.present(message, "message");
        }
    }

    /// Something other than a new message happened on one of the customer's addresses: an edit, a deletion, a
    /// reaction, a button, a block. `place` is the message it names, null where it names none of ours.
    record CustomerActed(
            ConversationId conversation,
            Instant at,
            @Nullable Long place,
            FromCustomerAct act) implements ConversationEvent {
        public CustomerActed {
            checked(conversation, at);
            Require.present(act, "act");
        }
    }

    /// The customer wants to go on elsewhere: the one-time `link` is to be sent to `to` through the door
    /// there, and shown to nobody else. `address` is where they asked.
    record ContinuationWanted(
            ConversationId conversation,
            Instant at,
            MessageId id,
            Address address,
            Address to,
            Door through,
            String link)
            implements ConversationEvent {
        public ContinuationWanted {
            checked(conversation, at);
            Require.present(id, "id");
            Require.present(address, "address");
            Require.present(to, "to");
            Require.present(through, "through");
            Require.text(link, "link");
        }
    }

    /// Waits in a desk's queue; `since` counts its age and survives requeueing. `closed` is set where the
    /// desk is outside its hours and tells customers so; `opensAt` is when it works again, as far as that
    /// is known.
    record WorkQueued(
            ConversationId conversation,
            Instant at,
            DeskId desk,
            Instant since,
            int priority,
            List<SkillNeed> needs,
            QueueReason reason,
            @Nullable DecisionId decision,
            @Nullable List<NeedStep> steps,
            @Nullable List<String> tags,
            @Nullable Boolean vip,
            @Nullable Boolean closed,
            @Nullable Instant opensAt)
            implements ConversationEvent {
        public WorkQueued {
            checked(conversation, at);
            Require.present(desk, "desk");
            Require.present(since, "since");
            needs = Require.list(needs, "needs");
            Require.present(reason, "reason");
            steps = Require.listIfAny(steps, "steps");
            tags = Require.listIfAny(tags, "tags");
        }

        public WorkQueued(
                ConversationId conversation,
                Instant at,
                DeskId desk,
                Instant since,
                int priority,
                List<SkillNeed> needs,
                QueueReason reason,
                @Nullable DecisionId decision) {
            this(conversation, at, desk, since, priority, needs, reason, decision, null, null, null, null, null);
        }
    }

    /// Offered to one agent until a time. `from` is who keeps it until the offer is accepted, null where it
    /// waits in the queue meanwhile.
    record WorkOffered(
            ConversationId conversation,
            Instant at,
            AgentId agent,
            Instant until,
            DecisionId decision,
            @Nullable DeskId desk,
            @Nullable Integer priority,
            @Nullable List<SkillNeed> needs,
            @Nullable List<NeedStep> steps,
            @Nullable Instant since,
            @Nullable AgentId from,
            @Nullable List<String> tags,
            @Nullable Boolean vip)
            implements ConversationEvent {
        public WorkOffered {
            checked(conversation, at);
            Require.present(agent, "agent");
            Require.present(until, "until");
            Require.present(decision, "decision");
            needs = Require.listIfAny(needs, "needs");
            steps = Require.listIfAny(steps, "steps");
            tags = Require.listIfAny(tags, "tags");
        }

        public WorkOffered(ConversationId conversation, Instant at, AgentId agent, Instant until, DecisionId decision) {
            this(conversation, at, agent, until, decision, null, null, null, null, null, null, null, null);
        }
    }

    /// One agent owns it; `priority` and `needs` are what it was chosen by. `excess` are the capacity units
    /// above the agent's capacity that this assignment caused.
    record WorkAssigned(
            ConversationId conversation,
            Instant at,
            AgentId agent,
            DeskId desk,
            int priority,
            List<SkillNeed> needs,
            AssignReason reason,
            int excess,
            @Nullable DecisionId decision,
            @Nullable List<NeedStep> steps,
            @Nullable List<String> tags,
            @Nullable Boolean vip)
            implements ConversationEvent {
        public WorkAssigned {
            checked(conversation, at);
            Require.present(agent, "agent");
            Require.present(desk, "desk");
            needs = Require.list(needs, "needs");
            Require.present(reason, "reason");
            steps = Require.listIfAny(steps, "steps");
            tags = Require.listIfAny(tags, "tags");
        }

        public WorkAssigned(
                ConversationId conversation,
                Instant at,
                AgentId agent,
                DeskId desk,
                int priority,
                List<SkillNeed> needs,
                AssignReason reason,
                int excess,
                @Nullable DecisionId decision) {
            this(conversation, at, agent, desk, priority, needs, reason, excess, decision, null, null, null);
        }
    }

    /// Nobody has to do anything.
    record WorkReleased(
            ConversationId conversation,
            Instant at,
            @Nullable AgentId agent,
            long upTo) implements ConversationEvent {
        public WorkReleased {
            checked(conversation, at);
        }
    }

    /// Sleeps until a time.
    record WorkHeld(
            ConversationId conversation,
            Instant at,
            @Nullable AgentId agent,
            Instant until) implements ConversationEvent {
        public WorkHeld {
            checked(conversation, at);
            Require.present(until, "until");
        }
    }

    /// Became a strand of conversation `into`, which goes on for both: its customers' last place here is
    /// `upTo`, and what they write from now on is placed there. Only what concerns entries that stand here
    /// still follows.
    record ConversationAbsorbed(
            ConversationId conversation, Instant at, ConversationId into, long upTo, MergeId merge, Grounds grounds)
            implements ConversationEvent {
        public ConversationAbsorbed {
            checked(conversation, at);
            Require.present(into, "into");
            Require.that(upTo >= 0, "a place is not negative");
            Require.present(merge, "merge");
            Require.present(grounds, "grounds");
        }
    }

    /// Conversation `absorbed` is a strand of this one from now on; it ends at its place `upTo`. The merge
    /// takes a
    /// `place` of its own here, as there may be something unanswered in the other.
    record ConversationMerged(
            ConversationId conversation,
            Instant at,
            CustomerId customer,
            long place,
            ConversationId absorbed,
            long upTo,
            MergeId merge,
            Grounds grounds)
            implements ConversationEvent {
        public ConversationMerged {
            checked(conversation, at);
            Require.present(customer, "customer");
            Require.that(place >= 1, "places begin at 1");
            Require.present(absorbed, "absorbed");
            Require.that(upTo >= 0, "a place is not negative");
            Require.present(merge, "merge");
            Require.present(grounds, "grounds");
        }
    }

    /// A merge was undone: this strand is a conversation of its own again, and that takes a `place` of its
    /// own, as there may be something unanswered. What its addresses had said meanwhile moves here from
    /// `sources`, to places before that one; each source says so itself in a [ConversationSeparated], and
    /// what follows comes after that.
    record ConversationReopened(
            ConversationId conversation,
            Instant at,
            CustomerId customer,
            long place,
            ConversationId from,
            MergeId merge,
            List<ConversationId> sources,
            @Nullable AgentId by,
            @Nullable String reason)
            implements ConversationEvent {
        public ConversationReopened {
            checked(conversation, at);
            Require.present(customer, "customer");
            Require.that(place >= 1, "places begin at 1");
            Require.present(from, "from");
            Require.present(merge, "merge");
            sources = Require.list(sources, "sources");
        }
    }

    /// A merge was undone: what `addresses` said here, and what was answered to them, moves to `reopened`;
    /// the customer's messages take the places named. `sources` are all conversations from which something
    /// moves, this one among them.
    record ConversationSeparated(
            ConversationId conversation,
            Instant at,
            ConversationId reopened,
            MergeId merge,
            List<ConversationId> sources,
            List<Address> addresses,
            List<MovedPlace> moved,
            @Nullable AgentId by,
            @Nullable String reason)
            implements ConversationEvent {
        public ConversationSeparated {
            checked(conversation, at);
            Require.present(reopened, "reopened");
            Require.present(merge, "merge");
            sources = Require.list(sources, "sources");
            addresses = Require.list(addresses, "addresses");
            moved = Require.list(moved, "moved");
        }
    }

    /// What stood at `place` stands at place `to` of the reopened conversation.
    record MovedPlace(long place, long to) {
        public MovedPlace {
            Require.that(place >= 1 && to >= 1, "places begin at 1");
        }
    }

    /// Why something waits (again).
    enum QueueReason {
        CUSTOMER_WROTE,
        AGENT_OFFLINE,
        REQUEUED,
        DECLINED,
        NEWER_MESSAGE,
        HOLD_ENDED,
        TRANSFERRED,
        OFFER_EXPIRED,
        ESCALATED,
        HANDED_OVER,
        MERGED
    }

    /// Why somebody owns it.
    enum AssignReason {
        BEST_MATCH,
        LAST_AGENT,
        TAKEN,
        BY_PERSON,
        STARTED,
        TRANSFERRED,
        ACCEPTED,
        MERGED
    }

    private static void checked(ConversationId conversation, Instant at) {
        Require.present(conversation, "conversation");
        Require.present(at, "at");
    }
}
