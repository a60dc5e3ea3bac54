package dev.onethread.routing.http;

import dev.onethread.contracts.ConversationId;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.Decisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Why a conversation waits, or is whose it is.
@Path("/conversations/{id}/decisions")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class DecisionsResource {
    private final Decisions decisions;
    private final AgentTable agents;
    private final Changes changes;

    DecisionsResource(Decisions decisions, AgentTable agents, Changes changes) {
        this.decisions = decisions;
        this.agents = agents;
        this.changes = changes;
    }

    /// The newest first.
    @GET
    public Views.Items<Views.DecisionView> list(
            UUID id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        List<Decisions.Decision> found = decisions.of(new ConversationId(id), limit);
        Map<String, String> names = new HashMap<>();
        changes.read(agents::all).forEach(agent -> names.put(agent.id().value(), agent.name()));
        return new Views.Items<>(found.stream()
                .map(decision -> Views.DecisionView.of(decision, names))
                .toList());
    }
}
