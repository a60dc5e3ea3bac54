package dev.onethread.routing.http;

import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.Pools;
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
import org.jspecify.annotations.Nullable;

/// Pools: desks that share agents. One is shown as it stands: its dispatcher's epoch, its queues, its agents.
@Path("/pools")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class PoolsResource {
    private final Pools pools;
    private final Kind<Pools.Named> kind;

    PoolsResource(Changes changes, Pools pools) {
        this.pools = pools;
        kind = new Kind<>(
                "pool",
                changes,
                pools::named,
                (tx, id) -> pools.named(tx).stream()
                        .filter(pool -> pool.id().value().equals(id))
                        .findFirst(),
                Pools.Named::version,
                pool -> new Views.Named(pool.id().value(), pool.name()));
    }

    @GET
    public Views.Items<Object> list() {
        return kind.list();
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        Pools.View view =
                pools.view(new PoolId(id)).orElseThrow(() -> new Problem(404, "not-found", "there is no such pool"));
        return Response.ok(view).tag(Changes.tag(view.version())).build();
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Pattern(regexp = Forms.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Forms.PoolForm form) {
        PoolId pool = new PoolId(id);
        return kind.put(
                id, ifMatch, tx -> pools.save(tx, pool, Forms.given(form.name()).strip()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        PoolId pool = new PoolId(id);
        kind.delete(tx -> {
            if (pool.equals(DeskTable.MAIN) || pools.used(tx, pool)) {
                throw new Problem(409, "pool-in-use", "desks, agents or conversations belong to this pool");
            }
            return pools.delete(tx, pool);
        });
    }
}
