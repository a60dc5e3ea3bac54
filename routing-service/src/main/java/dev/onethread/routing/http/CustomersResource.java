package dev.onethread.routing.http;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.http.ProfileViews.ProfileView;
import dev.onethread.routing.identity.Describing;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.Customers;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Profiles.Attribute;
import dev.onethread.routing.postgres.Profiles.Root;
import dev.onethread.routing.postgres.Profiles.Written;
import dev.onethread.routing.postgres.Strands;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// What is known of customers beside what they write. Of a customer who was merged into another it is that one's: what
/// is said now stays with them, should the merge be undone.
@Path("/customers/{id}")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class CustomersResource {
    private final Database database;
    private final CustomerFacts facts;
    private final Profiles profiles;
    private final Describing describing;
    private final Attributes attributes;
    private final ProfileViews views;
    private final Strands strands;
    private final SecurityIdentity caller;

    CustomersResource(
            Database database,
            CustomerFacts facts,
            Profiles profiles,
            Describing describing,
            Attributes attributes,
            ProfileViews views,
            Strands strands,
            SecurityIdentity caller) {
        this.database = database;
        this.facts = facts;
        this.profiles = profiles;
        this.describing = describing;
        this.attributes = attributes;
        this.views = views;
        this.strands = strands;
        this.caller = caller;
    }

    record FactsView(
            Map<String, String> attributes,
            @Nullable Integer rating,
            @Nullable Instant ratedAt) {}

    record Replacement(
            @NotNull @Size(max = Attributes.MOST) @Nullable
            Map<
                            @NotBlank @Size(max = Attributes.LONGEST_NAME) @Pattern(regexp = Attributes.NAME) String,
                            @NotBlank @Size(max = Attributes.LONGEST_VALUE) @Pattern(regexp = Attributes.VALUE) String>
                    attributes) {}

    /// Null takes an attribute away; what is not named stays.
    record Changed(
            @NotNull @Size(min = 1, max = Attributes.MOST) @Nullable
            Map<
                            @NotBlank @Size(max = Attributes.LONGEST_NAME) @Pattern(regexp = Attributes.NAME) String,
                            @Nullable @Size(min = 1, max = Attributes.LONGEST_VALUE) @Pattern(regexp = Attributes.VALUE)
                            String>
                    attributes) {}

    record Rating(@NotNull @Min(1) @Max(5) @Nullable Integer rating) {}

    /// What we say; null or nothing for what the channels tell.
    record Description(
            @Nullable @Size(max = 200) String name,

            @Nullable @Pattern(regexp = "|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
            String language,

            @Nullable @Size(max = 60) String timeZone) {}

    record NoteForm(@NotBlank @Size(max = 4000) @Nullable String text) {}

    @GET
    @Path("/facts")
    public FactsView get(UUID id) {
        return database.inTransaction(tx -> view(
                tx,
                profiles.root(tx, new CustomerId(id))
                        .orElseThrow(CustomersResource::unknown)
                        .customer()));
    }

    /// Replaces all attributes.
    @PUT
    @Path("/attributes")
    @RolesAllowed({"supervisor", "admin"})
    public FactsView replace(UUID id, @NotNull @Valid Replacement told) {
        Map<String, String> wanted = Objects.requireNonNull(told.attributes());
        return change(
                id,
                (tx, root) -> {
                    Map<String, @Nullable String> all = new HashMap<>(wanted);
                    profiles.others(tx, root.customer(), wanted.keySet()).forEach(gone -> all.put(gone, null));
                    return attributes.tell(tx, root.customer(), root.customer(), all, strands.now(tx), by());
                },
                (tx, root) -> view(tx, root.customer()));
    }

    @PATCH
    @Path("/attributes")
    public ProfileView describe(UUID id, @NotNull @Valid Changed told) {
        return changed(
                id,
                (tx, root) -> attributes.tell(
                        tx,
                        root.customer(),
                        root.customer(),
                        Objects.requireNonNull(told.attributes()),
                        strands.now(tx),
                        by()));
    }

    /// How the customer rates us now, 1 to 5.
    @PUT
    @Path("/rating")
    @RolesAllowed({"supervisor", "admin"})
    public FactsView rate(UUID id, @NotNull @Valid Rating told) {
        return change(
                id,
                (tx, root) -> {
                    facts.rate(tx, root.customer(), Objects.requireNonNull(told.rating()));
                    return true;
                },
                (tx, root) -> view(tx, root.customer()));
    }

    @PUT
    @Path("/profile")
    public ProfileView describe(UUID id, @NotNull @Valid Description told) {
        String timeZone = Customers.told(told.timeZone());
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw Forms.fault(
                    422, "time-zone-unknown", "a name of the tz database, such as Europe/Berlin", "/timeZone");
        }
        return changed(
                id,
                (tx, root) -> profiles.describe(
                        tx, root.customer(), Customers.told(told.name()), Customers.told(told.language()), timeZone));
    }

    /// Writes a note, or its writer corrects it. Supervisors may correct anybody's.
    @PUT
    @Path("/notes/{note}")
    public ProfileView write(UUID id, UUID note, @NotNull @Valid NoteForm form) {
        String text = Objects.requireNonNull(Customers.told(form.text()));
        return changed(id, (tx, root) -> {
            mine(tx, note);
            return profiles.write(tx, note, root.customer(), text, by());
        });
    }

    @DELETE
    @Path("/notes/{note}")
    public ProfileView drop(UUID id, UUID note) {
        return changed(id, (tx, root) -> {
            boolean there = profiles.note(tx, note).isPresent();
            mine(tx, note);
            profiles.drop(tx, note);
            return there;
        });
    }

    private void mine(Tx tx, UUID note) {
        Written written = profiles.note(tx, note).orElse(null);
        boolean supervisor = caller.hasRole("supervisor") || caller.hasRole("admin");
        if (written != null && !written.by().equals(by()) && !supervisor) {
            throw new Problem(403, "not-yours", "only its writer or a supervisor changes a note");
        }
    }

    private String by() {
        return caller.getPrincipal().getName();
    }

    private ProfileView changed(UUID id, BiPredicate<Tx, Root> change) {
        return change(id, change, views::of);
    }

    private <T> T change(UUID id, BiPredicate<Tx, Root> change, BiFunction<Tx, Root, T> after) {
        try {
            return describing.change(new CustomerId(id), change, after).orElseThrow(CustomersResource::busy);
        } catch (Describing.Unknown e) {
            throw unknown();
        }
    }

    static Problem busy() {
        return new Problem(409, "changed-meanwhile", "others change this customer: try again");
    }

    private FactsView view(Tx tx, CustomerId root) {
        Map<String, String> told = new LinkedHashMap<>();
        for (Attribute attribute : profiles.attributes(tx, root)) {
            told.put(attribute.name(), attribute.value());
        }
        return facts.rated(tx, root)
                .map(rated -> new FactsView(told, rated.rating(), rated.at().toInstant()))
                .orElseGet(() -> new FactsView(told, null, null));
    }

    private static Problem unknown() {
        return new Problem(404, "not-found", "there is no such customer");
    }
}
