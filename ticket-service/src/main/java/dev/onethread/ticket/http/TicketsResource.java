package dev.onethread.ticket.http;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Acts;
import dev.onethread.ticket.postgres.Beside;
import dev.onethread.ticket.screen.Summary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Closing matters and opening them again.
@Path("/tickets/{id}/resolution")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class TicketsResource {
    private final Caller caller;
    private final Visible visible;
    private final Acts acts;
    private final Beside beside;

    TicketsResource(Caller caller, Visible visible, Acts acts, Beside beside) {
        this.caller = caller;
        this.visible = visible;
        this.acts = acts;
        this.beside = beside;
    }

    /// Closes as of the last customer's place the agent had on the screen.
    public record Resolution(
            @Nullable UUID commandId, @Nullable Long upTo) {}

    @PUT
    public Summary.TicketView resolve(@PathParam("id") String id, @Nullable Resolution resolution) {
        UUID ticket = Ids.uuid(id);
        UUID conversation = visible.conversationOfTicket(ticket);
        Resolution given = Ids.body(resolution);
        UUID command = Ids.command(given.commandId());
        if (given.upTo() == null || given.upTo() < 0) {
            throw new Problem(422, "up-to-missing", "Name the last place you have seen.");
        }
        acts.resolve(
                new ConversationId(conversation),
                ticket,
                new CommandId(command),
                given.upTo(),
                caller.actor(),
                Instant.now());
        return ticket(conversation, ticket);
    }

    @DELETE
    public Summary.TicketView reopen(@PathParam("id") String id) {
        UUID ticket = Ids.uuid(id);
        UUID conversation = visible.conversationOfTicket(ticket);
        acts.reopen(
                new ConversationId(conversation),
                ticket,
                new CommandId(UUID.randomUUID()),
                caller.actor(),
                Instant.now());
        return ticket(conversation, ticket);
    }

    private Summary.TicketView ticket(UUID conversation, UUID ticket) {
        return beside.tickets(List.of(conversation)).stream()
                .filter(each -> each.id().equals(ticket))
                .findFirst()
                .orElseThrow(Visible::unknown);
    }
}
