package dev.onethread.ticket.http;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.http.WorkResource.NeedWish;
import dev.onethread.ticket.postgres.Transfers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Handing a conversation over, with a note for whoever gets it. The id is the page's own and may be sent again.
@Path("/conversations/{id}/transfers/{transfer}")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class TransfersResource {
    private static final int LONGEST_NOTE = 10_000;

    private final Caller caller;
    private final Visible visible;
    private final Transfers transfers;

    TransfersResource(Caller caller, Visible visible, Transfers transfers) {
        this.caller = caller;
        this.visible = visible;
        this.transfers = transfers;
    }

    /// To one of an agent, a desk, or whoever has the skills. `warm` asks first; `override` is a supervisor's decision
    /// to give it to an agent whatever their capacity.
    public record TransferWish(
            @Nullable String agent,
            @Nullable String desk,
            @Nullable List<@Nullable NeedWish> needs,
            @Nullable Boolean warm,
            @Nullable Boolean override,
            @Nullable String note) {}

    @PUT
    public Response transfer(
            @PathParam("id") String id, @PathParam("transfer") String transfer, @Nullable TransferWish wish) {
        UUID conversation = visible.changeable(Ids.uuid(id)).id();
        UUID command = Ids.uuid(transfer);
        TransferWish given = Ids.body(wish);
        String note = given.note() == null ? "" : given.note();
        if (note.length() > LONGEST_NOTE) {
            throw new Problem(422, "text-too-long", "Write a shorter note.");
        }
        transfers.transfer(
                new ConversationId(conversation),
                new CommandId(command),
                to(given),
                note,
                caller.actor(),
                Instant.now());
        return Response.accepted(new MeResource.Asked(command)).build();
    }

    private Transfers.To to(TransferWish wish) {
        boolean warm = Boolean.TRUE.equals(wish.warm());
        boolean override = Boolean.TRUE.equals(wish.override());
        if (override && !caller.supervises()) {
            throw new Problem(403, "supervisor-only", "Only a supervisor gives more than capacity allows.");
        }
        String agent = said(wish.agent());
        String desk = said(wish.desk());
        List<@Nullable NeedWish> needs = wish.needs();
        int named = (agent == null ? 0 : 1) + (desk == null ? 0 : 1) + (needs == null ? 0 : 1);
        if (named != 1 || (override && (agent == null || warm))) {
            throw new Problem(422, "transfer-invalid", "Name an agent, a desk or skills: one of them.");
        }
        if (agent != null && !override && !caller.supervises() && !visible.hasRoom(agent)) {
            throw new Problem(409, "at-capacity", "This agent has no room: ask somebody else, or a supervisor.");
        }
        return new Transfers.To(
                agent == null ? null : visible.agent(agent),
                desk == null ? null : new DeskId(desk),
                needs == null ? null : steps(needs),
                warm,
                override);
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static List<NeedStep> steps(List<@Nullable NeedWish> wishes) {
        return List.of(NeedStep.forGood(Requirement.all(WorkResource.needs(wishes))));
    }
}
