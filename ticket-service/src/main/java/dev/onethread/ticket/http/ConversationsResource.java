package dev.onethread.ticket.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.inbox.Feed;
import dev.onethread.ticket.postgres.Acts;
import dev.onethread.ticket.postgres.Beside;
import dev.onethread.ticket.postgres.Cursor;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.Details.AddressView;
import dev.onethread.ticket.screen.Details.Page;
import dev.onethread.ticket.screen.Details.ReplyView;
import dev.onethread.ticket.screen.People.Counts;
import dev.onethread.ticket.screen.Summary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The lists, one conversation, and whose it is. Each answer's `feed` was taken before anything was read,
/// so that the live feed goes on from there without a gap.
@Path("/conversations")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class ConversationsResource {
    private static final Set<String> LISTS = Set.of("mine", "queue", "all");
    private static final int LONGEST_SEARCH = 200;

    private final Caller caller;
    private final Visible visible;
    private final Feed feed;
    private final Summaries summaries;
    private final Beside beside;
    private final Acts acts;

    ConversationsResource(Caller caller, Visible visible, Feed feed, Summaries summaries, Beside beside, Acts acts) {
        this.caller = caller;
        this.visible = visible;
        this.feed = feed;
        this.summaries = summaries;
        this.beside = beside;
        this.acts = acts;
    }

    /// A page of a list.
    public record ListView(
            String feed, List<Summary> items, @Nullable String next, Counts counts) {}

    /// One conversation with what stands beside it.
    public record ConversationView(
            String feed,
            Summary summary,
            List<AddressView> addresses,
            List<Summary.TicketView> tickets,
            @Nullable ReplyView reply) {}

    /// Whose it shall be; no agent means the one who asks.
    public record AssignmentWish(
            @Nullable UUID commandId, @Nullable String agent) {}

    @GET
    public ListView list(
            @QueryParam("list") @DefaultValue("mine") String list,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("q") @Nullable String sought) {
        if (!LISTS.contains(list)) {
            throw new Problem(400, "list-unknown", "Lists are mine, queue and all.");
        }
        String number = feed.number();
        String agent = caller.id().value();
        Page<Summary> page = summaries.list(
                Summaries.Which.valueOf(list.toUpperCase(Locale.ROOT)),
                agent,
                cursor == null || cursor.isEmpty() ? null : cursor(cursor),
                Paging.limit(limit),
                sought(sought));
        return new ListView(number, page.items(), page.next(), summaries.counts(agent));
    }

    @GET
    @Path("/{id}")
    public ConversationView get(@PathParam("id") String id) {
        String number = feed.number();
        Summary summary = visible.conversation(Ids.uuid(id));
        Beside.Reach reach = beside.reach(summary.customer().id());
        return new ConversationView(
                number, summary, reach.addresses(), beside.tickets(summary.strands()), reach.reply());
    }

    @PUT
    @Path("/{id}/assignment")
    public Response assign(@PathParam("id") String id, @Nullable AssignmentWish wish) {
        UUID conversation = visible.current(Ids.uuid(id)).id();
        AssignmentWish given = Ids.body(wish);
        UUID command = Ids.command(given.commandId());
        AgentId agent = given.agent() == null || given.agent().isBlank() ? caller.id() : visible.agent(given.agent());
        if (!agent.equals(caller.id()) && !caller.supervises()) {
            throw new Problem(403, "supervisor-only", "Only a supervisor gives work to others: hand it over instead.");
        }
        acts.assign(new ConversationId(conversation), new CommandId(command), agent, caller.actor(), Instant.now());
        return Response.accepted(new MeResource.Asked(command)).build();
    }

    @DELETE
    @Path("/{id}/assignment")
    public Response giveBack(@PathParam("id") String id, @QueryParam("commandId") @Nullable String commandId) {
        UUID conversation = visible.changeable(Ids.uuid(id)).id();
        UUID command = Ids.uuid(commandId);
        acts.requeue(new ConversationId(conversation), new CommandId(command), caller.actor(), Instant.now());
        return Response.accepted(new MeResource.Asked(command)).build();
    }

    private static Cursor cursor(String text) {
        return Cursor.parse(text)
                .orElseThrow(() -> new Problem(400, "cursor-invalid", "Take the cursor from the page before."));
    }

    private static @Nullable String sought(@Nullable String sought) {
        if (sought == null || sought.isBlank()) {
            return null;
        }
        return sought.length() > LONGEST_SEARCH ? sought.substring(0, LONGEST_SEARCH) : sought.strip();
    }
}
