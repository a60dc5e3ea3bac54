package dev.onethread.routing.http;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.CustomerFacts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of customers beside what they write, for rules to ask: told by whoever knows it, such as a shop.
@Path("/customers/{id}")
@RunOnVirtualThread
public class CustomersResource {
    private final Changes changes;
    private final CustomerFacts facts;

    CustomersResource(Changes changes, CustomerFacts facts) {
        this.changes = changes;
        this.facts = facts;
    }

    record FactsView(
            Map<String, String> attributes,
            @Nullable Integer rating,
            @Nullable Instant ratedAt) {}

    record Attributes(
            @NotNull @Size(max = 50) @Nullable
            Map<@NotBlank @Size(max = 100) String, @NotBlank @Size(max = 200) String> attributes) {}

    record Rating(@NotNull @Min(1) @Max(5) @Nullable Integer rating) {}

    @GET
    @Path("/facts")
    @RolesAllowed({"agent", "supervisor", "admin"})
    public FactsView get(UUID id) {
        return changes.read(tx -> view(tx, new CustomerId(id)));
    }

    /// Replaces all attributes.
    @PUT
    @Path("/attributes")
    @RolesAllowed({"supervisor", "admin"})
    public FactsView describe(UUID id, @NotNull @Valid Attributes told) {
        CustomerId customer = new CustomerId(id);
        return changes.read(tx -> {
            known(tx, customer);
            facts.describe(tx, customer, Objects.requireNonNull(told.attributes()));
            return view(tx, customer);
        });
    }

    /// How the customer rates us now, 1 to 5.
    @PUT
    @Path("/rating")
    @RolesAllowed({"supervisor", "admin"})
    public FactsView rate(UUID id, @NotNull @Valid Rating told) {
        CustomerId customer = new CustomerId(id);
        return changes.read(tx -> {
            known(tx, customer);
            facts.rate(tx, customer, Objects.requireNonNull(told.rating()));
            return view(tx, customer);
        });
    }

    private FactsView view(Tx tx, CustomerId customer) {
        known(tx, customer);
        return facts.find(tx, customer)
                .map(found -> new FactsView(
                        found.attributes(),
                        found.rating(),
                        found.ratedAt() == null ? null : found.ratedAt().toInstant()))
                .orElseGet(() -> new FactsView(Map.of(), null, null));
    }

    private void known(Tx tx, CustomerId customer) {
        if (!facts.known(tx, customer)) {
            throw new Problem(404, "not-found", "there is no such customer");
        }
    }
}
