package dev.onethread.routing.http;

import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.RequestId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.http.PrivacyViews.RequestView;
import dev.onethread.routing.identity.Describing;
import dev.onethread.routing.identity.Erasing;
import dev.onethread.routing.postgres.PrivacyTable;
import dev.onethread.routing.postgres.PrivacyTable.Asked;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer is erased, everywhere and for good; what was done of it can be read afterwards. The id is the caller's,
/// and the wish may be repeated.
@Path("/erasures")
@RunOnVirtualThread
@RolesAllowed({"supervisor", "admin"})
public class ErasuresResource {
    private final Database database;
    private final Erasing erasing;
    private final PrivacyTable requests;
    private final PrivacyViews views;
    private final SecurityIdentity caller;

    ErasuresResource(
            Database database, Erasing erasing, PrivacyTable requests, PrivacyViews views, SecurityIdentity caller) {
        this.database = database;
        this.erasing = erasing;
        this.requests = requests;
        this.views = views;
        this.caller = caller;
    }

    record Wish(@NotNull @Nullable UUID customer) {}

    @GET
    public Views.Items<RequestView> list(@QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return new Views.Items<>(database.inTransaction(tx -> requests.newest(tx, "erasure", limit).stream()
                .map(asked -> views.of(tx, asked))
                .toList()));
    }

    @GET
    @Path("/{id}")
    public RequestView get(UUID id) {
        return database.inTransaction(tx -> requests.find(tx, new RequestId(id))
                .filter(asked -> asked.kind().equals("erasure"))
                .map(asked -> views.of(tx, asked))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such erasure")));
    }

    @PUT
    @Path("/{id}")
    public RequestView erase(UUID id, @NotNull @Valid Wish wish) {
        RequestId request = new RequestId(id);
        Asked before = database.inTransaction(tx -> requests.find(tx, request)).orElse(null);
        if (before != null && !before.kind().equals("erasure")) {
            throw new Problem(409, "request-differs", "something else was asked under this id");
        }
        if (before == null) {
            try {
                erasing.erase(
                        request,
                        new CustomerId(Objects.requireNonNull(wish.customer())),
                        caller.getPrincipal().getName());
            } catch (Describing.Unknown e) {
                throw new Problem(404, "customer-unknown", "there is no such customer (any more)");
            }
        }
        return get(id);
    }
}
