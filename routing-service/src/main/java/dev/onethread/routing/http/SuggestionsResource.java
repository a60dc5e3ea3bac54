package dev.onethread.routing.http;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Suspicions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;

/// Two customers who may be one: an agent says that they are not.
@Path("/suggestions/{id}/dismissal")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class SuggestionsResource {
    private final Database database;
    private final Suspicions suspicions;
    private final SecurityIdentity caller;

    SuggestionsResource(Database database, Suspicions suspicions, SecurityIdentity caller) {
        this.database = database;
        this.suspicions = suspicions;
        this.caller = caller;
    }

    /// Nothing joins them by itself from then on.
    @PUT
    public void dismiss(UUID id) {
        database.inTransaction(tx -> {
            Suspicions.Suggestion suggestion = suspicions.find(tx, id);
            if (suggestion == null) {
                throw new Problem(404, "not-found", "there is no such suggestion");
            }
            suspicions.dismiss(tx, suggestion, caller.getPrincipal().getName());
            return suggestion;
        });
    }
}
