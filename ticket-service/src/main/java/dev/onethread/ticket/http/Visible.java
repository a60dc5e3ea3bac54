package dev.onethread.ticket.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Beside;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// The one place that says who may see which conversation. With the one desk there is, whoever may sign in as agent,
/// supervisor or administrator sees all of them; what does not exist and what may not be seen look the same.
@ApplicationScoped
class Visible {
    private final Summaries summaries;
    private final Beside beside;

    Visible(Summaries summaries, Beside beside) {
        this.summaries = summaries;
        this.beside = beside;
    }

    Summary conversation(UUID id) {
        return summaries.find(id).orElseThrow(Visible::unknown);
    }

    UUID conversationOfTicket(UUID ticket) {
        UUID conversation = beside.conversationOfTicket(ticket);
        if (conversation == null) {
            throw new Problem(404, "ticket-unknown", "There is no such ticket.");
        }
        return conversation(conversation).id();
    }

    static Problem unknown() {
        return new Problem(404, "conversation-unknown", "There is no such conversation.");
    }
}
