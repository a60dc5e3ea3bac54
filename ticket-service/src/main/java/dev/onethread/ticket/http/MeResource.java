package dev.onethread.ticket.http;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Presences;
import dev.onethread.ticket.screen.People.Account;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.Me;
import dev.onethread.ticket.screen.People.QueueView;
import dev.onethread.ticket.screen.People.UserView;
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

    MeResource(Caller caller, Presences presences) {
        this.caller = caller;
        this.presences = presences;
    }

    /// What an agent says about taking work from now on.
    public record PresenceWish(
            @Nullable UUID commandId, @Nullable String presence) {}

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
        UUID command =
                Ids.uuid(given.commandId() == null ? null : given.commandId().toString());
        Presence presence = Arrays.stream(Presence.values())
                .filter(each -> each.name().equals(given.presence()))
                .findFirst()
                .orElseThrow(() -> new Problem(422, "presence-unknown", "Say AVAILABLE, BUSY, AWAY or OFFLINE."));
        presences.say(caller.actor().id(), new CommandId(command), presence, Instant.now());
        return Response.accepted(new Asked(command)).build();
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
