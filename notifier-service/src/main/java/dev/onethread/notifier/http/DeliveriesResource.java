package dev.onethread.notifier.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.notifier.postgres.DeliveryList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of replies, for supervisors and administrators.
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"supervisor", "admin"})
@RunOnVirtualThread
public class DeliveriesResource {
    private static final Set<String> STATES = Set.of("waiting", "sending", "sent", "failed");

    private final DeliveryList deliveries;

    DeliveriesResource(DeliveryList deliveries) {
        this.deliveries = deliveries;
    }

    /// One page; `next` is the cursor of the page after it, null on the last.
    public record Page(
            List<DeliveryList.Line> items, @Nullable String next) {}

    @GET
    public Page inState(
            @QueryParam("state") @DefaultValue("failed") String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (!STATES.contains(state)) {
            throw new Problem(400, "state-unknown", "state is one of waiting, sending, sent, failed");
        }
        int size = Math.clamp(limit, 1, 200);
        List<DeliveryList.Line> lines = deliveries.inState(state, before(cursor), size + 1);
        if (lines.size() <= size) {
            return new Page(lines, null);
        }
        List<DeliveryList.Line> page = lines.subList(0, size);
        return new Page(page, Long.toString(page.getLast().place()));
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Problem(400, "cursor-unknown", "use the cursor of the page before");
        }
    }
}
