package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.HoursReader;
import dev.onethread.routing.json.HoursWriter;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.HoursTable;
import dev.onethread.routing.postgres.HoursTold;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a desk works, and what becomes of what arrives outside its hours. A desk without hours always works.
@Path("/desks/{id}/hours")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class HoursResource {
    private final Changes changes;
    private final Configurations configurations;
    private final DeskTable desks;
    private final HoursTable hours;
    private final HoursTold told;
    private final NamesNow names;

    HoursResource(
            Changes changes,
            Configurations configurations,
            DeskTable desks,
            HoursTable hours,
            HoursTold told,
            NamesNow names) {
        this.told = told;
        this.changes = changes;
        this.configurations = configurations;
        this.desks = desks;
        this.hours = hours;
        this.names = names;
    }

    /// With `open` and `changesAt` as of now, which need not be sent back.
    @GET
    public Response get(String id) {
        DeskId desk = new DeskId(id);
        return changes.read(tx -> {
            known(tx, desk);
            HoursTable.Kept kept =
                    hours.find(tx, desk).orElseThrow(() -> new Problem(404, "not-found", "this desk always works"));
            return shown(kept, configurations.current(tx).now());
        });
    }

    @PUT
    @RolesAllowed({"supervisor", "admin"})
    public Response put(String id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode body) {
        DeskId desk = new DeskId(id);
        return changes.make(tx -> {
            known(tx, desk);
            Changes.expect(
                    ifMatch, hours.find(tx, desk).map(HoursTable.Kept::version).orElse(null));
            Faults faults = new Faults();
            DeskHours read = new HoursReader(names.in(tx), faults).read(body, desk);
            Faulty.refuse(faults, "hours-invalid");
            if (read == null) {
                throw new Problem(422, "hours-invalid", "these are no hours");
            }
            Instant now = configurations.current(tx).now();
            hours.save(tx, desk, read);
            told.tell(tx, desk, read.hours(), now);
            return shown(hours.find(tx, desk).orElseThrow(), now);
        });
    }

    /// The desk always works from now on.
    @DELETE
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        DeskId desk = new DeskId(id);
        changes.make(tx -> {
            known(tx, desk);
            told.tellAlways(tx, desk, configurations.current(tx).now());
            return hours.delete(tx, desk);
        });
    }

    private void known(Tx tx, DeskId desk) {
        if (desks.find(tx, desk).isEmpty()) {
            throw new Problem(404, "not-found", "there is no such desk");
        }
    }

    private static Response shown(HoursTable.Kept kept, Instant now) {
        ObjectNode node = HoursWriter.write(kept.hours());
        Instant changes = kept.hours().hours().changesAt(now);
        node.put("open", kept.hours().hours().open(now));
        node.put("changesAt", changes == null ? null : changes.toString());
        return Response.ok(node).tag(Changes.tag(kept.version())).build();
    }
}
