package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Setting.AgentSetting;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.AgentTable.Terms;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who can be given what: desks, skills with their levels, capacity; and how they are at work.
@Path("/agents")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class AgentsResource {
    private final AgentTable agents;
    private final DeskTable desks;
    private final SkillTable skills;
    private final Kind<AgentTable.Member> kind;

    AgentsResource(Changes changes, AgentTable agents, DeskTable desks, SkillTable skills) {
        this.agents = agents;
        this.desks = desks;
        this.skills = skills;
        kind = new Kind<>(
                "agent",
                changes,
                agents::all,
                (tx, id) -> agents.find(tx, new AgentId(id)),
                AgentTable.Member::version,
                Views.AgentView::of);
    }

    @GET
    public Views.Items<Object> list() {
        return kind.list();
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return kind.get(id);
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
        return kind.put(id, ifMatch, tx -> {
            known(tx, able);
            Terms terms = new Terms(
                    poolOf(tx, at),
                    at,
                    able,
                    Forms.given(form.capacity()),
                    Objects.requireNonNullElse(form.limits(), Map.of()),
                    Boolean.TRUE.equals(form.supervisor()));
            if (agents.busyElsewhere(tx, agent, terms.pool())) {
                throw Forms.fault(
                        409, "agent-has-work", "this agent still has conversations in another pool", "/desks");
            }
            if (!agents.save(tx, agent, terms)) {
                throw new Problem(409, "agent-inactive", "this agent has left");
            }
            Changes.tell(tx, new AgentSetting(agent, at, able, terms.capacity()));
        });
    }

    /// The one pool that all these desks belong to.
    private PoolId poolOf(Tx tx, List<DeskId> at) {
        Map<DeskId, PoolId> pools = desks.pools(tx);
        for (int i = 0; i < at.size(); i++) {
            if (!pools.containsKey(at.get(i))) {
                throw Forms.fault(422, "desk-unknown", "there is no desk " + at.get(i), "/desks/" + i);
            }
            if (!Objects.equals(pools.get(at.get(i)), pools.get(at.getFirst()))) {
                throw Forms.fault(422, "desks-of-two-pools", "an agent serves desks of one pool", "/desks/" + i);
            }
        }
        return Objects.requireNonNull(pools.get(at.getFirst()));
    }

    private void known(Tx tx, List<SkillNeed> able) {
        Set<?> missing = skills.missing(tx, able.stream().map(SkillNeed::skill).toList());
        for (int i = 0; i < able.size(); i++) {
            if (missing.contains(able.get(i).skill())) {
                throw Forms.fault(
                        422, "skill-unknown", "there is no skill " + able.get(i).skill(), "/skills/" + i + "/skill");
            }
        }
    }

    /// The agent takes nothing any more and gives back what waits; what they did stays on record.
    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        AgentId agent = new AgentId(id);
        kind.delete(tx -> {
            boolean known = agents.find(tx, agent).isPresent();
            if (agents.dismiss(tx, agent)) {
                agents.keep(tx, List.of(agent));
            }
            return known;
        });
    }
}
