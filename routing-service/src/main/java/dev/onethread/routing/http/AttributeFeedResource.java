package dev.onethread.routing.http;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.identity.Describing;
import dev.onethread.routing.postgres.Identified;
import dev.onethread.routing.postgres.Identified.Found;
import dev.onethread.routing.postgres.MachineKeys;
import dev.onethread.routing.postgres.Strands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Other systems tell what they know of customers, by a key of their own (`Authorization: Bearer otk_…`). What is named
/// is set, null takes away, the rest stays. It may be repeated; and where `asOf` is told, what comes late does not undo
/// what is newer.
@Path("/customer-attributes/{by}/{value}")
@RunOnVirtualThread
@PermitAll
public class AttributeFeedResource {
    private static final String BEARER = "Bearer ";
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Database database;
    private final MachineKeys keys;
    private final Identified identified;
    private final Describing describing;
    private final Attributes attributes;
    private final Strands strands;

    AttributeFeedResource(
            Database database,
            MachineKeys keys,
            Identified identified,
            Describing describing,
            Attributes attributes,
            Strands strands) {
        this.database = database;
        this.keys = keys;
        this.identified = identified;
        this.describing = describing;
        this.attributes = attributes;
        this.strands = strands;
    }

    record Told(
            @NotNull @Size(min = 1, max = Attributes.MOST) @Nullable
            Map<
                            @NotBlank @Size(max = Attributes.LONGEST_NAME) @Pattern(regexp = Attributes.NAME) String,
                            @Nullable @Size(max = Attributes.LONGEST_VALUE) @Pattern(regexp = Attributes.VALUE) String>
                    attributes,

            @Nullable OffsetDateTime asOf) {}

    /// Who it was, and whether anything of it was news.
    record Taken(UUID customer, boolean changed) {}

    /// `by` is `external-id` (with `realm` where several pages sign people in), `mail`, `phone` or `address`.
    @PUT
    public Taken tell(
            @HeaderParam("Authorization") @Nullable String authorization,
            String by,
            String value,
            @QueryParam("realm") @Nullable String realm,
            @NotNull @Valid Told told) {
        String machine = machine(authorization);
        Found found = database.inTransaction(tx -> one(find(tx, by, value, realm)));
        return tell(found, machine, told);
    }

    private Taken tell(Found found, String machine, Told told) {
        boolean[] changed = new boolean[1];
        try {
            return describing
                    .change(
                            found.own(),
                            (tx, root) -> {
                                changed[0] = attributes.tell(
                                        tx,
                                        root.customer(),
                                        found.own(),
                                        Objects.requireNonNull(told.attributes()),
                                        asOf(tx, told),
                                        "machine:" + machine);
                                return changed[0];
                            },
                            (tx, root) -> new Taken(root.customer().value(), changed[0]))
                    .orElseThrow(CustomersResource::busy);
        } catch (Describing.Unknown e) {
            throw unknown();
        }
    }

    private Instant asOf(Tx tx, Told told) {
        Instant now = strands.now(tx);
        if (told.asOf() == null) {
            return now;
        }
        Instant asOf = told.asOf().toInstant();
        if (asOf.isAfter(now.plus(AHEAD))) {
            throw Forms.fault(422, "in-the-future", "asOf lies ahead of our clock", "/asOf");
        }
        return asOf;
    }

    private String machine(@Nullable String authorization) {
        String key = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : "";
        return (key.startsWith(MachineKeys.PREFIX) ? keys.holder(key) : java.util.Optional.<String>empty())
                .orElseThrow(
                        () -> new Problem(401, "key-unknown", "give a machine's key: Authorization: Bearer otk_…"));
    }

    private List<Found> find(Tx tx, String by, String value, @Nullable String realm) {
        return switch (by) {
            case "external-id" -> identified.byExternalId(tx, value, realm);
            case "mail" -> identified.byProof(tx, "MAIL", Address.mail(value).value());
            case "phone" -> identified.byProof(tx, "PHONE", "+" + value.replaceAll("[^0-9]", ""));
            case "address" -> address(tx, value);
            default -> throw new Problem(404, "not-found", "by external-id, mail, phone or address");
        };
    }

    private List<Found> address(Tx tx, String key) {
        try {
            Address address = Address.parse(key);
            return identified.byAddress(tx, address.channel().name(), address.value());
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Found one(List<Found> found) {
        if (found.isEmpty()) {
            throw unknown();
        }
        CustomerId customer = found.getFirst().customer();
        if (found.stream().anyMatch(each -> !each.customer().equals(customer))) {
            throw new Problem(
                    409, "several-customers", "this is known of several customers, whom a person keeps apart");
        }
        return found.getFirst();
    }

    private static Problem unknown() {
        return new Problem(404, "customer-unknown", "nobody we know has this: tell it again once they have written");
    }
}
