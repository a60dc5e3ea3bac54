package dev.onethread.routing.http;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Setting.DeskSetting;
import dev.onethread.contracts.Signature;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.DeskTerms;
import dev.onethread.routing.postgres.Pools;
import dev.onethread.routing.postgres.RoutingSettings;
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

/// The desks there are, each in its pool.
@Path("/desks")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class DesksResource {
    private final DeskTable desks;
    private final Pools pools;
    private final Kind<DeskTable.Desk> kind;

    DesksResource(Changes changes, DeskTable desks, Pools pools, RoutingSettings installed) {
        this.desks = desks;
        this.pools = pools;
        kind = new Kind<>(
                "desk",
                changes,
                desks::all,
                (tx, id) -> desks.find(tx, new DeskId(id)),
                DeskTable.Desk::version,
                desk -> Views.DeskView.of(desk, installed.policy()));
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
            @NotNull @Valid Forms.DeskForm form) {
        DeskId desk = new DeskId(id);
        String name = Forms.given(form.name()).strip();
        return kind.put(id, ifMatch, tx -> {
            PoolId pool = pool(tx, desk, form.pool());
            DeskTerms terms = terms(tx, desk, form.policy());
            overflows(tx, desk, pool, terms.overflow());
            Signature signature = signature(tx, desk, form.signature());
            desks.save(tx, desk, name, pool, terms, signature);
            Changes.tell(tx, new DeskSetting(desk, pool, name, signature));
        });
    }

    /// Where it is to be: what is asked for, else where it is, else the first pool. A desk that is in use stays.
    private PoolId pool(Tx tx, DeskId desk, @Nullable String asked) {
        PoolId now = desks.find(tx, desk).map(DeskTable.Desk::pool).orElse(null);
        PoolId wanted = asked != null ? new PoolId(asked) : now != null ? now : DeskTable.MAIN;
        if (!pools.exists(tx, wanted)) {
            throw Forms.fault(422, "pool-unknown", "there is no pool " + wanted, "/pool");
        }
        if (now != null && !now.equals(wanted) && (desk.equals(DeskTable.SUPPORT) || desks.used(tx, desk))) {
            throw Forms.fault(409, "desk-in-use", "conversations, agents or rules name this desk", "/pool");
        }
        return wanted;
    }

    /// What is decided now, else what was; without either all is as the installation has it.
    private DeskTerms terms(Tx tx, DeskId desk, @Nullable DeskTerms decided) {
        return decided != null
                ? decided
                : desks.find(tx, desk).map(DeskTable.Desk::terms).orElse(DeskTerms.NONE);
    }

    /// The same with what stands below mails.
    private @Nullable Signature signature(Tx tx, DeskId desk, Forms.@Nullable SignatureForm decided) {
        return decided != null
                ? decided.signature()
                : desks.find(tx, desk).map(DeskTable.Desk::signature).orElse(null);
    }

    /// What overflows stays in the pool: its agents are the ones who can be asked.
    private void overflows(Tx tx, DeskId desk, PoolId pool, DeskTerms.@Nullable Overflow overflow) {
        if (overflow == null) {
            return;
        }
        DeskId to = new DeskId(overflow.desk());
        if (to.equals(desk) || !pool.equals(desks.pools(tx).get(to))) {
            throw Forms.fault(
                    422, "desk-unknown", "there is no other desk " + to + " in this pool", "/policy/overflow/desk");
        }
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        DeskId desk = new DeskId(id);
        kind.delete(tx -> {
            if (desk.equals(DeskTable.SUPPORT) || desks.used(tx, desk)) {
                throw new Problem(409, "desk-in-use", "conversations, agents or rules name this desk");
            }
            return desks.delete(tx, desk);
        });
    }
}
