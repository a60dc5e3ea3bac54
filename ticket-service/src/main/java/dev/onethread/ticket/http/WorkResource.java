package dev.onethread.ticket.http;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Acts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people wish for a conversation's work: taking or leaving an offer, how pressing it is, what it needs, letting
/// it
/// sleep. Each is passed on and answered by the dispatcher over the live feed.
@Path("/conversations/{id}")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class WorkResource {
    private static final int MOST_NEEDS = 10;
    private static final Duration LONGEST_HOLD = Duration.ofDays(365);

    private final Caller caller;
    private final Visible visible;
    private final Acts acts;

    WorkResource(Caller caller, Visible visible, Acts acts) {
        this.caller = caller;
        this.visible = visible;
        this.acts = acts;
    }

    /// Any wish that needs no more than its id.
    public record Wish(@Nullable UUID commandId) {}

    /// `priority` is 0 to 100.
    public record PriorityWish(
            @Nullable UUID commandId, @Nullable Integer priority) {}

    /// A skill and the level it takes at least.
    public record NeedWish(@Nullable String skill, @Nullable Integer level) {}

    /// All of these together; none means anyone at the desk.
    public record NeedsWish(
            @Nullable UUID commandId, @Nullable List<@Nullable NeedWish> needs) {}

    /// Until when it sleeps.
    public record HoldWish(
            @Nullable UUID commandId, @Nullable Instant until) {}

    @PUT
    @Path("/offer")
    @RolesAllowed(Roles.AGENT)
    public Response accept(@PathParam("id") String id, @Nullable Wish wish) {
        ConversationId conversation = offered(id);
        UUID command = Ids.command(Ids.body(wish).commandId());
        acts.accept(conversation, new CommandId(command), caller.actor(), Instant.now());
        return asked(command);
    }

    @DELETE
    @Path("/offer")
    @RolesAllowed(Roles.AGENT)
    public Response decline(@PathParam("id") String id, @QueryParam("commandId") @Nullable String commandId) {
        ConversationId conversation = offered(id);
        UUID command = Ids.uuid(commandId);
        acts.decline(conversation, new CommandId(command), caller.actor(), Instant.now());
        return asked(command);
    }

    @PUT
    @Path("/priority")
    public Response prioritise(@PathParam("id") String id, @Nullable PriorityWish wish) {
        ConversationId conversation = changeable(id);
        PriorityWish given = Ids.body(wish);
        UUID command = Ids.command(given.commandId());
        Integer priority = given.priority();
        if (priority == null || priority < 0 || priority > 100) {
            throw new Problem(422, "priority-invalid", "A priority is 0 to 100.");
        }
        acts.prioritise(conversation, new CommandId(command), priority, caller.actor(), Instant.now());
        return asked(command);
    }

    @PUT
    @Path("/needs")
    public Response need(@PathParam("id") String id, @Nullable NeedsWish wish) {
        ConversationId conversation = changeable(id);
        NeedsWish given = Ids.body(wish);
        UUID command = Ids.command(given.commandId());
        acts.need(conversation, new CommandId(command), needs(given.needs()), caller.actor(), Instant.now());
        return asked(command);
    }

    @PUT
    @Path("/hold")
    public Response hold(@PathParam("id") String id, @Nullable HoldWish wish) {
        ConversationId conversation = changeable(id);
        HoldWish given = Ids.body(wish);
        UUID command = Ids.command(given.commandId());
        Instant now = Instant.now();
        Instant until = given.until();
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_HOLD))) {
            throw new Problem(422, "until-invalid", "Say a time within a year from now.");
        }
        acts.hold(conversation, new CommandId(command), until, caller.actor(), now);
        return asked(command);
    }

    /// What was offered to the caller may have moved on by now: the dispatcher knows, and says so.
    private ConversationId offered(String id) {
        return new ConversationId(visible.conversation(Ids.uuid(id)).id());
    }

    private ConversationId changeable(String id) {
        return new ConversationId(visible.changeable(Ids.uuid(id)).id());
    }

    private static Response asked(UUID command) {
        return Response.accepted(new MeResource.Asked(command)).build();
    }

    /// @throws Problem `needs-invalid` for anything but skills with levels 1 to 5, each once
    static List<SkillNeed> needs(@Nullable List<@Nullable NeedWish> wishes) {
        List<SkillNeed> needs = wishes == null
                ? List.of()
                : wishes.stream().map(WorkResource::need).toList();
        long skills = needs.stream().map(SkillNeed::skill).distinct().count();
        if (needs.size() > MOST_NEEDS || skills < needs.size()) {
            throw invalidNeeds();
        }
        return needs;
    }

    private static SkillNeed need(@Nullable NeedWish wish) {
        if (wish == null || wish.skill() == null || wish.level() == null) {
            throw invalidNeeds();
        }
        try {
            return new SkillNeed(new SkillId(wish.skill()), wish.level());
        } catch (IllegalArgumentException e) {
            throw invalidNeeds();
        }
    }

    private static Problem invalidNeeds() {
        return new Problem(422, "needs-invalid", "Name each skill once, with a level from 1 to 5.");
    }
}
