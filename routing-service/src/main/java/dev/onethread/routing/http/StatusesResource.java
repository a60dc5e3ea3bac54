package dev.onethread.routing.http;

import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Setting.StatusSetting;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.StatusTable;
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

/// What agents may say of themselves beyond the four presences, and which of them each one means.
@Path("/statuses")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class StatusesResource {
    private final StatusTable statuses;
    private final Kind<StatusTable.Status> kind;

    StatusesResource(Changes changes, StatusTable statuses) {
        this.statuses = statuses;
        kind = new Kind<>(
                "status", changes, statuses::all, statuses::find, StatusTable.Status::version, Views.StatusView::of);
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
            @NotNull @Valid Forms.StatusForm form) {
        Forms.NamesForm names = Forms.given(form.names());
        String ru = Forms.given(names.ru()).strip();
        String en = Forms.given(names.en()).strip();
        Presence presence = Forms.given(form.presence());
        return kind.put(id, ifMatch, tx -> {
            statuses.save(tx, id, ru, en, presence);
            Changes.tell(tx, new StatusSetting(id, ru, en, presence, true));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        kind.delete(tx -> {
            if (statuses.used(tx, id)) {
                throw new Problem(409, "status-in-use", "an agent has this status now");
            }
            statuses.find(tx, id)
                    .ifPresent(gone -> Changes.tell(
                            tx, new StatusSetting(id, gone.nameRu(), gone.nameEn(), gone.presence(), false)));
            return statuses.delete(tx, id);
        });
    }
}
