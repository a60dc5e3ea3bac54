package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Setting.AgentSetting;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.SkillTable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who can be given what: desks, skills with their levels, capacity; and how they are at work.
@Path("/agents")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class AgentsResource {
    private final Changes changes;
    private final AgentTable agents;
    private final DeskTable desks;
    private final SkillTable skills;

    AgentsResource(Changes changes, AgentTable agents, DeskTable desks, SkillTable skills) {
        this.changes = changes;
        this.agents = agents;
        this.desks = desks;
        this.skills = skills;
    }

    @GET
    public Views.Items<Views.AgentView> list() {
        return new Views.Items<>(
                changes.read(agents::all).stream().map(Views.AgentView::of).toList());
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return shown(changes.read(tx -> agents.find(tx, new AgentId(id)))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such agent")));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Pattern(regexp = Forms.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Forms.AgentForm form) {
        AgentId agent = new AgentId(id);
        List<DeskId> at =
                Forms.orEmpty(form.desks()).stream().map(DeskId::new).distinct().toList();
        List<SkillNeed> able = Forms.needs(form.skills());
        int capacity = Objects.requireNonNull(form.capacity());
        return shown(changes.make(tx -> {
            Changes.expect(
                    ifMatch,
                    agents.find(tx, agent).map(AgentTable.Member::version).orElse(null));
            known(tx, at, able);
            if (!agents.save(tx, agent, at, able, capacity)) {
                throw new Problem(409, "agent-inactive", "this agent has left");
            }
            Changes.tell(tx, new AgentSetting(agent, at, able, capacity));
            return agents.find(tx, agent).orElseThrow();
        }));
    }

    private void known(Tx tx, List<DeskId> at, List<SkillNeed> able) {
        desks.missing(tx, at).stream().findFirst().ifPresent(desk -> {
            throw new Problem(422, "desk-unknown", "there is no desk " + desk);
        });
        skills.missing(tx, able.stream().map(SkillNeed::skill).toList()).stream()
                .findFirst()
                .ifPresent(skill -> {
                    throw new Problem(422, "skill-unknown", "there is no skill " + skill);
                });
    }

    /// The agent takes nothing any more and gives back what waits; what they did stays on record.
    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        changes.make(tx -> {
            AgentId agent = new AgentId(id);
            if (agents.find(tx, agent).isEmpty()) {
                throw new Problem(404, "not-found", "there is no such agent");
            }
            return agents.dismiss(tx, agent);
        });
    }

    private static Response shown(AgentTable.Member agent) {
        return Response.ok(Views.AgentView.of(agent))
                .tag(Changes.tag(agent.version()))
                .build();
    }
}
