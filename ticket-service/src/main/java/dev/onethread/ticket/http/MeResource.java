package dev.onethread.ticket.http;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.inbox.Feed;
import dev.onethread.ticket.postgres.Presences;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.People.Account;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.Me;
import dev.onethread.ticket.screen.People.QueueView;
import dev.onethread.ticket.screen.People.StatusView;
import dev.onethread.ticket.screen.People.UserView;
import dev.onethread.ticket.screen.Summary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The signed-in agent and who else is there.
@Path("/")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class MeResource {
    private final Caller caller;
    private final Presences presences;
    private final Summaries summaries;
    private final Feed feed;

    MeResource(Caller caller, Presences presences, Summaries summaries, Feed feed) {
        this.caller = caller;
        this.presences = presences;
        this.summaries = summaries;
        this.feed = feed;
    }

    /// What an agent says about taking work from now on; with a `status` the presence is the one that it stands for.
    public record PresenceWish(
            @Nullable UUID commandId,
            @Nullable String presence,
            @Nullable String status) {}

    /// Offers, the most urgent first.
    public record OffersView(String feed, List<Summary> items) {}

    /// The dispatcher will answer under this id over the live feed.
    public record Asked(UUID commandId) {}

    @GET
    @Path("/me")
    public Me me() {
        Account account = caller.account();
        Presences.Own own = presences.own(caller.id());
        var user = new UserView(account.id(), account.name(), account.roles(), account.language());
        return new Me(user, own.presence(), own.load(), own.capacity(), own.skills());
    }

    @PUT
    @Path("/me/presence")
    @RolesAllowed(Roles.AGENT)
    public Response say(@Nullable PresenceWish wish) {
        PresenceWish given = Ids.body(wish);
        UUID command = Ids.command(given.commandId());
        String status = given.status() == null || given.status().isBlank() ? null : given.status();
        Presence presence = presence(status == null ? given.presence() : standsFor(status));
        presences.say(caller.actor().id(), new CommandId(command), presence, status, Instant.now());
        return Response.accepted(new Asked(command)).build();
    }

    /// What agents may say of themselves besides the plain four.
    @GET
    @Path("/statuses")
    public List<StatusView> statuses() {
        return presences.statuses();
    }

    private String standsFor(String status) {
        return presences.statuses().stream()
                .filter(each -> each.id().equals(status))
                .findFirst()
                .orElseThrow(() -> new Problem(422, "status-unknown", "There is no such status."))
                .presence();
    }

    private static Presence presence(@Nullable String said) {
        return Arrays.stream(Presence.values())
                .filter(each -> each.name().equals(said))
                .findFirst()
                .orElseThrow(() -> new Problem(422, "presence-unknown", "Say AVAILABLE, BUSY, AWAY or OFFLINE."));
    }

    /// What the caller is asked to take.
    @GET
    @Path("/me/offers")
    @RolesAllowed(Roles.AGENT)
    public OffersView offers() {
        String number = feed.number();
        return new OffersView(number, summaries.offered(caller.id().value()));
    }

    @GET
    @Path("/agents")
    public List<AgentView> agents() {
        return presences.agents(null);
    }

    @GET
    @Path("/queues")
    public List<QueueView> queues() {
        return presences.queues();
    }
}
