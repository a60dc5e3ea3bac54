package dev.onethread.routing.http;

import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.RequestId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.http.PrivacyViews.RequestView;
import dev.onethread.routing.identity.Describing;
import dev.onethread.routing.identity.Erasing;
import dev.onethread.routing.json.ExportArchive;
import dev.onethread.routing.postgres.PrivacyTable;
import dev.onethread.routing.postgres.PrivacyTable.Part;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is held of a customer, by all services, as one archive. It is written first, and can be taken for a day.
@Path("/exports/{id}")
@RunOnVirtualThread
@RolesAllowed({"supervisor", "admin"})
public class ExportsResource {
    private final Database database;
    private final Erasing erasing;
    private final PrivacyTable requests;
    private final PrivacyViews views;
    private final Blobs blobs;
    private final SecurityIdentity caller;

    ExportsResource(
            Database database,
            Erasing erasing,
            PrivacyTable requests,
            PrivacyViews views,
            Blobs blobs,
            SecurityIdentity caller) {
        this.database = database;
        this.erasing = erasing;
        this.requests = requests;
        this.views = views;
        this.blobs = blobs;
        this.caller = caller;
    }

    record Wish(@NotNull @Nullable UUID customer) {}

    @GET
    public RequestView get(UUID id) {
        return database.inTransaction(tx -> requests.find(tx, new RequestId(id))
                .filter(asked -> asked.kind().equals("export"))
                .map(asked -> views.of(tx, asked))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such export")));
    }

    @PUT
    public RequestView ask(UUID id, @NotNull @Valid Wish wish) {
        try {
            erasing.export(
                    new RequestId(id),
                    new CustomerId(Objects.requireNonNull(wish.customer())),
                    caller.getPrincipal().getName());
        } catch (Describing.Unknown e) {
            throw new Problem(404, "customer-unknown", "there is no such customer (any more)");
        }
        return get(id);
    }

    /// Streamed: neither the documents nor the files are held in memory.
    @GET
    @Path("/archive")
    @Produces("application/zip")
    public Response archive(UUID id) {
        RequestView view = get(id);
        if (!view.state().equals("done")) {
            throw new Problem(409, "not-ready", "it is " + view.state());
        }
        Map<String, String> documents = new LinkedHashMap<>();
        database.inTransaction(tx -> {
            for (Part part : requests.parts(tx, new RequestId(id))) {
                documents.put(part.service(), Objects.requireNonNull(part.blob()));
            }
            requests.taken(tx, new RequestId(id), caller.getPrincipal().getName());
            return id;
        });
        StreamingOutput zip = out -> new ExportArchive(blobs).write(documents, out);
        return Response.ok(zip)
                .header("Content-Disposition", "attachment; filename=\"customer-" + view.customer() + ".zip\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
