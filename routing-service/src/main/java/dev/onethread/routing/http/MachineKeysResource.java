package dev.onethread.routing.http;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.MachineKeys;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys by which machines tell attributes of customers. A key is shown once, in the answer that made it; who lost it
/// deletes it and makes another.
@Path("/machine-keys")
@RunOnVirtualThread
@RolesAllowed("admin")
public class MachineKeysResource {
    private final Database database;
    private final MachineKeys keys;
    private final SecurityIdentity caller;

    MachineKeysResource(Database database, MachineKeys keys, SecurityIdentity caller) {
        this.database = database;
        this.keys = keys;
        this.caller = caller;
    }

    record KeyForm(@NotBlank @Size(max = 100) @Nullable String name) {}

    /// `key` only where it was made just now.
    record KeyView(String id, String name, @Nullable String key) {}

    @GET
    public Views.Items<MachineKeys.Key> list() {
        return new Views.Items<>(database.inTransaction(keys::all));
    }

    @PUT
    @Path("/{id}")
    public Response put(@Pattern(regexp = Forms.ID) String id, @NotNull @Valid KeyForm form) {
        String name = Objects.requireNonNull(form.name()).strip();
        Optional<String> made = database.inTransaction(
                tx -> keys.save(tx, id, name, caller.getPrincipal().getName()));
        return Response.status(made.isPresent() ? 201 : 200)
                .entity(new KeyView(id, name, made.orElse(null)))
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        if (!database.inTransaction(tx -> keys.delete(tx, id))) {
            throw new Problem(404, "not-found", "there is no such key");
        }
    }
}
