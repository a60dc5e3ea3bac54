package dev.onethread.routing.http;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Setting.DeskSetting;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.DeskTable;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The desks there are. All belong to the one pool so far.
@Path("/desks")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class DesksResource {
    private static final PoolId POOL = new PoolId("main");

    private final Changes changes;
    private final DeskTable desks;

    DesksResource(Changes changes, DeskTable desks) {
        this.changes = changes;
        this.desks = desks;
    }

    @GET
    public Views.Items<Views.Named> list() {
        return new Views.Items<>(changes.read(desks::all).stream()
                .map(desk -> new Views.Named(desk.id().value(), desk.name()))
                .toList());
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return shown(changes.read(tx -> desks.find(tx, new DeskId(id)))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such desk")));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Pattern(regexp = Forms.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Forms.DeskForm form) {
        DeskId desk = new DeskId(id);
        String name = Objects.requireNonNull(form.name()).strip();
        return shown(changes.make(tx -> {
            Changes.expect(
                    ifMatch, desks.find(tx, desk).map(DeskTable.Desk::version).orElse(null));
            desks.save(tx, desk, name, POOL);
            Changes.tell(tx, new DeskSetting(desk, POOL, name));
            return desks.find(tx, desk).orElseThrow();
        }));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        DeskId desk = new DeskId(id);
        changes.make(tx -> {
            if (desk.equals(DeskTable.SUPPORT) || desks.used(tx, desk)) {
                throw new Problem(409, "desk-in-use", "conversations, agents or rules name this desk");
            }
            if (!desks.delete(tx, desk)) {
                throw new Problem(404, "not-found", "there is no such desk");
            }
            return null;
        });
    }

    private static Response shown(DeskTable.Desk desk) {
        return Response.ok(new Views.Named(desk.id().value(), desk.name()))
                .tag(Changes.tag(desk.version()))
                .build();
    }
}
