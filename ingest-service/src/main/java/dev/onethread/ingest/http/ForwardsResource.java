package dev.onethread.ingest.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ingest.core.Forwarded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;

/// Mails that somebody passed on to us.
@Path("/forwards")
@RolesAllowed({"agent", "supervisor", "admin"})
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ForwardsResource {
    private final Forwarded forwarded;

    ForwardsResource(Forwarded forwarded) {
        this.forwarded = forwarded;
    }

    /// Makes the inner mail a message of whoever wrote it, in their own conversation. May be repeated.
    @PUT
    @Path("/{id}/writer")
    public Forwarded.Writer make(@PathParam("id") UUID id, @Context SecurityContext caller) throws Exception {
        String by = caller.getUserPrincipal().getName();
        return forwarded
                .toItsWriter(id, by)
                .orElseThrow(() -> new Problem(404, "forward-unknown", "There is no such forwarded mail."));
    }
}
