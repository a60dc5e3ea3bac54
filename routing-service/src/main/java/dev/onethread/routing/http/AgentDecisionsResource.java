package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.routing.postgres.Decisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/// What an agent was chosen for, and why.
@Path("/agents/{id}/decisions")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class AgentDecisionsResource {
    private final Decisions decisions;
    private final ShownDecisions shown;

    AgentDecisionsResource(Decisions decisions, ShownDecisions shown) {
        this.decisions = decisions;
        this.shown = shown;
    }

    /// The newest first.
    @GET
    public Views.Items<Views.DecisionView> list(
            String id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        return shown.of(decisions.of(new AgentId(id), limit));
    }
}
