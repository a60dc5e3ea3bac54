package dev.onethread.routing.http;

import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Pools;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// A pool as it stands: its dispatcher's epoch, its queues, its agents.
@Path("/pools")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class PoolsResource {
    private final Pools pools;

    PoolsResource(Pools pools) {
        this.pools = pools;
    }

    @GET
    @Path("/{id}")
    public Pools.View get(String id) {
        return pools.view(new PoolId(id)).orElseThrow(() -> new Problem(404, "not-found", "there is no such pool"));
    }
}
