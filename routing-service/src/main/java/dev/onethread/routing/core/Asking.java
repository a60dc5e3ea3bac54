package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Warm transfers: another agent is asked, and the owner keeps the conversation until they accept.
final class Asking {
    private final Board board;
    private final Giving giving;

    Asking(Board board, Giving giving) {
        this.board = board;
        this.giving = giving;
    }

    /// Asks one agent.
    @Nullable
    Refusal ask(Slot slot, Work.Assigned assigned, Agent agent, @Nullable DeskId desk, @Nullable List<NeedStep> steps) {
        if (agent.excess(slot.conversation.demand().weight()) > 0) {
            return Refusal.AT_CAPACITY;
        }
        ask(slot, assigned, agent, new Target(desk, steps, false), List.of());
        return null;
    }

    /// Asks the best who is able by what it is transferred to.
    @Nullable
    Refusal askBest(Slot slot, Work.Assigned assigned, @Nullable DeskId desk, @Nullable List<NeedStep> steps) {
        Pass owner = new Pass(assigned.agent(), board.now(), Pass.How.GAVE_BACK);
        return next(slot, assigned, new Target(desk, steps, true), List.of(owner)) ? null : Refusal.NOBODY_FREE;
    }

    private record Target(@Nullable DeskId desk, @Nullable List<NeedStep> steps, boolean others) {
        Demand of(Demand demand) {
            Demand there = desk == null ? demand : demand.at(desk);
            return steps == null ? there : there.withSteps(steps);
        }
    }

    /// The one who was asked does not take it: the next is asked, or it stays with its owner.
    void notTaken(Slot slot, Work.Assigned assigned, Pass pass) {
        Work.Asked asked = assigned.asked();
        if (asked == null) {
            return;
        }
        List<Pass> passed = Pass.and(asked.passed(), pass);
        boolean next = asked.others() && next(slot, assigned, new Target(asked.desk(), asked.steps(), true), passed);
        if (!next) {
            Conversation conversation = slot.conversation;
            board.become(slot, conversation.with(without(assigned)));
            Agent owner = board.staff().get(assigned.agent());
            Explanation why = giving.explained(conversation, conversation.demand(), owner, passed);
            board.tell(new Effect.Assigned(
                    slot.id, conversation.demand(), assigned.agent(), AssignReason.LAST_AGENT, assigned.excess(), why));
        }
    }

    /// The one who was asked takes it, with what it was transferred to.
    void taken(Conversation conversation, Work.Asked asked, Agent agent) {
        Demand demand = new Target(asked.desk(), asked.steps(), asked.others()).of(conversation.demand());
        giving.assign(conversation.with(demand), agent, AssignReason.TRANSFERRED);
    }

    private boolean next(Slot slot, Work.Assigned assigned, Target target, List<Pass> passed) {
        Agent best = giving.best(slot.conversation, target.of(slot.conversation.demand()), passed);
        if (best == null) {
            return false;
        }
        ask(slot, assigned, best, target, passed);
        return true;
    }

    private void ask(Slot slot, Work.Assigned assigned, Agent agent, Target target, List<Pass> passed) {
        Conversation conversation = slot.conversation;
        Demand demand = target.of(conversation.demand());
        Explanation why = giving.explained(conversation, demand, agent, passed);
        Instant until = board.now()
                .plus(board.configuration().policy(demand.desk()).offering().ringFor());
        Work.Asked asked =
                new Work.Asked(agent.profile().id(), until, target.desk(), target.steps(), target.others(), passed);
        board.become(
                slot,
                conversation.with(new Work.Assigned(
                        assigned.agent(),
                        assigned.since(),
                        assigned.excess(),
                        assigned.restsAt(),
                        assigned.resting(),
                        asked)));
        board.tell(new Effect.Offered(
                slot.id, demand, agent.profile().id(), assigned.since(), until, assigned.agent(), why));
    }

    static Work.Assigned without(Work.Assigned assigned) {
        return new Work.Assigned(
                assigned.agent(), assigned.since(), assigned.excess(), assigned.restsAt(), assigned.resting(), null);
    }
}
