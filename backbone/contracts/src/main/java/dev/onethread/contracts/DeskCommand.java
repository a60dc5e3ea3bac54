package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pool's dispatcher is asked to do: topic `desk.commands`, key pool. Carries no position; each
/// command is idempotent by its id and by what it names (place, last entry seen, presence version). `by` is
/// who asked, null for the system itself.
public sealed interface DeskCommand extends Event {
    CommandId id();

    Instant at();

    /// A customer wrote entry `place` of the conversation; `waitingSince` is when our door received it.
    record CustomerWrote(
            CommandId id,
            Instant at,
            ConversationId conversation,
            CustomerId customer,
            long place,
            Channel channel,
            Instant waitingSince,
            Triage triage)
            implements DeskCommand {
        public CustomerWrote {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(customer, "customer");
            Require.present(channel, "channel");
            Require.present(waitingSince, "waitingSince");
            Require.present(triage, "triage");
        }
    }

    /// An agent answered everything up to place `upTo`.
    record AgentAnswered(CommandId id, Instant at, ConversationId conversation, AgentId agent, long upTo)
            implements DeskCommand {
        public AgentAnswered {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(agent, "agent");
        }
    }

    /// An agent's presence; a lower `version` than the last applied one is old news. `status` is the id of
    /// the custom status that was chosen and maps to `presence`, null for the plain one.
    record SetPresence(
            CommandId id,
            Instant at,
            AgentId agent,
            Presence presence,
            long version,
            @Nullable AgentId by,
            @Nullable String status)
            implements DeskCommand {
        public SetPresence {
            checked(id, at);
            Require.present(agent, "agent");
            Require.present(presence, "presence");
        }

        public SetPresence(
                CommandId id, Instant at, AgentId agent, Presence presence, long version, @Nullable AgentId by) {
            this(id, at, agent, presence, version, by, null);
        }
    }

    /// All screens of an agent went away, or one came back; a lower `version` than the last applied one is
    /// old news.
    record ScreensChanged(CommandId id, Instant at, AgentId agent, boolean connected, long version)
            implements DeskCommand {
        public ScreensChanged {
            checked(id, at);
            Require.present(agent, "agent");
        }
    }

    /// The matter is closed as of place `upTo`; a newer customer message turns this into a requeue with its
    /// age.
    record Release(
            CommandId id,
            Instant at,
            ConversationId conversation,
            long upTo,
            @Nullable AgentId by) implements DeskCommand {
        public Release {
            checked(id, at);
            Require.present(conversation, "conversation");
        }
    }

    /// To one agent by decision of a person; may exceed capacity, and is recorded as excess.
    record Assign(
            CommandId id,
            Instant at,
            ConversationId conversation,
            AgentId agent,
            @Nullable AgentId by) implements DeskCommand {
        public Assign {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(agent, "agent");
        }
    }

    /// Back to a queue, keeping the original waiting time; `desk` null means the same one.
    record Requeue(
            CommandId id,
            Instant at,
            ConversationId conversation,
            @Nullable DeskId desk,
            @Nullable AgentId by) implements DeskCommand {
        public Requeue {
            checked(id, at);
            Require.present(conversation, "conversation");
        }
    }

    /// An agent takes what was offered, or takes a waiting conversation by hand.
    record Accept(CommandId id, Instant at, ConversationId conversation, AgentId agent) implements DeskCommand {
        public Accept {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(agent, "agent");
        }
    }

    /// An agent does not take what was offered, and is not asked again for this one.
    record Decline(CommandId id, Instant at, ConversationId conversation, AgentId agent) implements DeskCommand {
        public Decline {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(agent, "agent");
        }
    }

    /// Sleeps until a time, or until the customer writes.
    record Hold(
            CommandId id,
            Instant at,
            ConversationId conversation,
            Instant until,
            @Nullable AgentId by) implements DeskCommand {
        public Hold {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(until, "until");
        }
    }

    /// How pressing it is from now on, 0 to 100.
    record SetPriority(
            CommandId id,
            Instant at,
            ConversationId conversation,
            int priority,
            @Nullable AgentId by) implements DeskCommand {
        public SetPriority {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.that(priority >= 0 && priority <= 100, "a priority is 0 to 100");
        }
    }

    /// What it needs from now on: `steps`, or one step of all `needs` where there are none.
    record SetNeeds(
            CommandId id,
            Instant at,
            ConversationId conversation,
            List<SkillNeed> needs,
            @Nullable AgentId by,
            @Nullable List<NeedStep> steps)
            implements DeskCommand {
        public SetNeeds {
            checked(id, at);
            Require.present(conversation, "conversation");
            needs = Require.list(needs, "needs");
            steps = Require.listIfAny(steps, "steps");
        }

        public SetNeeds(
                CommandId id, Instant at, ConversationId conversation, List<SkillNeed> needs, @Nullable AgentId by) {
            this(id, at, conversation, needs, by, null);
        }
    }

    /// When an answer is due from now on; null for never.
    record SetDue(
            CommandId id,
            Instant at,
            ConversationId conversation,
            @Nullable Instant dueAt,
            @Nullable AgentId by) implements DeskCommand {
        public SetDue {
            checked(id, at);
            Require.present(conversation, "conversation");
        }
    }

    /// On to an agent, or to whoever fits `steps` at a desk (null: the same desk, the same needs). Cold: at
    /// once, to the agent or into the queue with its age. `warm`: the other is asked first, and the owner
    /// keeps it until they accept.
    record Transfer(
            CommandId id,
            Instant at,
            ConversationId conversation,
            @Nullable AgentId agent,
            @Nullable DeskId desk,
            @Nullable List<NeedStep> steps,
            boolean warm,
            @Nullable AgentId by)
            implements DeskCommand {
        public Transfer {
            checked(id, at);
            Require.present(conversation, "conversation");
            steps = Require.listIfAny(steps, "steps");
            Require.that(agent != null || desk != null || steps != null, "a transfer says to whom");
        }
    }

    /// On to another pool, whose desk is `desk`. This pool owns it until the other confirms.
    record HandOver(
            CommandId id,
            Instant at,
            ConversationId conversation,
            PoolId to,
            DeskId desk,
            @Nullable AgentId by) implements DeskCommand {
        public HandOver {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(to, "to");
            Require.present(desk, "desk");
        }
    }

    /// Pool `from` hands a conversation over with all that routing knows of it, and owns it until it is
    /// told that it is owned here. The places are those of [CustomerWrote]; `unanswered` is oldest first.
    record TakeOver(
            CommandId id,
            Instant at,
            ConversationId conversation,
            PoolId from,
            Triage triage,
            Instant since,
            long lastPlace,
            long answeredPlace,
            long closedPlace,
            List<UnansweredUpTo> unanswered)
            implements DeskCommand {
        public TakeOver {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(from, "from");
            Require.present(triage, "triage");
            Require.present(since, "since");
            unanswered = Require.list(unanswered, "unanswered");
        }
    }

    /// Unanswered up to `place`, waiting since `since`.
    record UnansweredUpTo(long place, Instant since) {
        public UnansweredUpTo {
            Require.present(since, "since");
        }
    }

    /// Pool `by` owns what was handed over to it from now on. With a `refused` (a stable code, such as
    /// `desk-unknown`) it does not, and the sender keeps it.
    record HandOverConfirmed(
            CommandId id,
            Instant at,
            ConversationId conversation,
            PoolId by,
            @Nullable String refused) implements DeskCommand {
        public HandOverConfirmed {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(by, "by");
        }
    }

    /// The conversation became a strand of `into`: nobody has to do anything here up to `upTo`, and what
    /// there still was to do is `into`'s, where the merge has `place`. `pool` is where `into` was last
    /// dealt with.
    record Absorb(
            CommandId id,
            Instant at,
            ConversationId conversation,
            long upTo,
            ConversationId into,
            long place,
            PoolId pool)
            implements DeskCommand {
        public Absorb {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.that(upTo >= 0, "a place is not negative");
            Require.present(into, "into");
            Require.that(place >= 1, "places begin at 1");
            Require.present(pool, "pool");
        }
    }

    /// What was still to do in a strand is to be done here. `since` is how long its customer waits for an
    /// answer, null where they wait for none; `agent` who had it, null for nobody.
    record TakeIn(
            CommandId id,
            Instant at,
            ConversationId conversation,
            ConversationId absorbed,
            long place,
            Triage triage,
            @Nullable Instant since,
            @Nullable AgentId agent)
            implements DeskCommand {
        public TakeIn {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(absorbed, "absorbed");
            Require.that(place >= 1, "places begin at 1");
            Require.present(triage, "triage");
        }
    }

    /// A merge was undone: what stood at `places` is another conversation's now, whose reopening took place
    /// `upTo` there. What of it is unanswered waits there; what waits at the places `shared` may be of
    /// either, and waits in both. `pool` is where `reopened` was last dealt with.
    record Separate(
            CommandId id,
            Instant at,
            ConversationId conversation,
            List<Long> places,
            List<Long> shared,
            ConversationId reopened,
            CustomerId customer,
            long upTo,
            PoolId pool)
            implements DeskCommand {
        public Separate {
            checked(id, at);
            Require.present(conversation, "conversation");
            places = Require.list(places, "places");
            shared = Require.list(shared, "shared");
            Require.present(reopened, "reopened");
            Require.present(customer, "customer");
            Require.present(pool, "pool");
        }
    }

    /// The customer is erased: nobody is to do anything about the conversation any more, whatever its state, and
    /// all that was decided about it goes. `request` is what is told of it.
    record Forget(CommandId id, Instant at, ConversationId conversation, RequestId request) implements DeskCommand {
        public Forget {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(request, "request");
        }
    }

    /// An agent opens a conversation that nobody waits in, to write first.
    record StartConversation(CommandId id, Instant at, ConversationId conversation, AgentId agent)
            implements DeskCommand {
        public StartConversation {
            checked(id, at);
            Require.present(conversation, "conversation");
            Require.present(agent, "agent");
        }
    }

    /// Agents, skills, desks or rules changed in the database; the dispatcher reads them again.
    record ConfigurationChanged(CommandId id, Instant at, long version) implements DeskCommand {
        public ConfigurationChanged {
            checked(id, at);
        }
    }

    private static void checked(CommandId id, Instant at) {
        Require.present(id, "id");
        Require.present(at, "at");
    }
}
