package dev.onethread.ticket.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Beside;
import dev.onethread.ticket.postgres.Presences;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// The one place that says who may see which conversation, and whose work who may change. Whoever may sign
/// in as agent, supervisor or administrator sees all of them; what does not exist and what may not be seen
/// look the same. A supervisor changes any work; an agent what is theirs, what waits and what nobody has,
/// but never a colleague's.
@ApplicationScoped
class Visible {
    private final Caller caller;
    private final Summaries summaries;
    private final Beside beside;
    private final Presences presences;

    Visible(Caller caller, Summaries summaries, Beside beside, Presences presences) {
        this.caller = caller;
        this.summaries = summaries;
        this.beside = beside;
        this.presences = presences;
    }

    Summary conversation(UUID id) {
        return summaries.find(id).orElseThrow(Visible::unknown);
    }

    /// The conversation that goes on for this one: what is to be done in a strand is done there.
    Summary current(UUID id) {
        Summary found = conversation(id);
        return found.survivor() == null ? found : conversation(found.survivor());
    }

    /// @throws Problem `not-yours` for a colleague's conversation
    Summary changeable(UUID id) {
        Summary found = current(id);
        String owner = found.work().agent();
        boolean free = owner == null || owner.equals(caller.id().value());
        if (!free && !caller.supervises()) {
            throw new Problem(403, "not-yours", "A colleague has this conversation.");
        }
        return found;
    }

    UUID conversationOfTicket(UUID ticket) {
        UUID conversation = beside.conversationOfTicket(ticket);
        if (conversation == null) {
            throw new Problem(404, "ticket-unknown", "There is no such ticket.");
        }
        return conversation(conversation).id();
    }

    /// @throws Problem `agent-unknown` for somebody who takes no work here
    AgentId agent(String id) {
        if (presences.agents(List.of(id)).isEmpty()) {
            throw new Problem(422, "agent-unknown", "There is no such agent.");
        }
        return new AgentId(id);
    }

    /// Whether the agent has a free unit, as far as the dispatcher has told (of whose capacity nothing is
    /// known, yes); what goes above capacity meanwhile is recorded as excess.
    boolean hasRoom(String id) {
        return presences.agents(List.of(id)).stream()
                .allMatch(agent -> agent.capacity() == 0 || agent.load() < agent.capacity());
    }

    static Problem unknown() {
        return new Problem(404, "conversation-unknown", "There is no such conversation.");
    }
}
