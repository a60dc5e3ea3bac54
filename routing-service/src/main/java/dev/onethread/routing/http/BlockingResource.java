package dev.onethread.routing.http;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Customers;
import dev.onethread.routing.postgres.Strands;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/// An address that we block: what comes from it is kept and opens nothing. Both may be repeated.
@Path("/addresses/{key}/blocking")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class BlockingResource {
    private final Database database;
    private final Customers customers;
    private final Strands strands;
    private final SecurityIdentity caller;

    BlockingResource(Database database, Customers customers, Strands strands, SecurityIdentity caller) {
        this.database = database;
        this.customers = customers;
        this.strands = strands;
        this.caller = caller;
    }

    @PUT
    public void block(String key) {
        set(address(key), caller.getPrincipal().getName());
    }

    @DELETE
    public void unblock(String key) {
        set(address(key), null);
    }

    private void set(Address address, @Nullable String by) {
        database.inTransaction(tx -> {
            var changed = customers.block(tx, address, by);
            if (changed.isEmpty() && !customers.has(tx, address)) {
                throw new Problem(404, "address-unknown", "there is no such address");
            }
            changed.ifPresent(whose -> tx.publish(
                    Topic.CUSTOMER_EVENTS,
                    whose.customer().toString(),
                    new AddressStateChanged(
                            whose.customer(),
                            strands.now(tx),
                            address,
                            whose.reachable(),
                            whose.reason(),
                            by != null)));
            return address;
        });
    }

    private static Address address(String key) {
        try {
            return Address.parse(key);
        } catch (IllegalArgumentException e) {
            throw new Problem(404, "address-unknown", "there is no such address");
        }
    }
}
