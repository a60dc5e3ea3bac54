package dev.onethread.ingest.http;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.RawReader;
import dev.onethread.ingest.postgres.StoredQuarantine;
import dev.onethread.ingest.postgres.StoredQuarantine.Held;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What came through a door and could not be understood: to look at, and to read again.
@Path("/quarantine")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class QuarantineResource {
    private static final int PAGE = 50;

    private final StoredQuarantine quarantine;
    private final Instance<RawReader> readers;
    private final Intake intake;

    QuarantineResource(StoredQuarantine quarantine, @Any Instance<RawReader> readers, Intake intake) {
        this.quarantine = quarantine;
        this.readers = readers;
        this.intake = intake;
    }

    /// Newest first; with `leftOut` also what nobody needs to look into. `after` is the last id of the page
    /// before.
    @GET
    public Page list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("leftOut") @DefaultValue("false") boolean leftOut) {
        int size = Math.clamp(limit, 1, PAGE);
        List<Held> found = quarantine.newest(after == null ? null : one(after), size, leftOut);
        return new Page(
                found.stream().map(Item::of).toList(),
                found.size() < size ? null : found.getLast().id());
    }

    @GET
    @Path("/{id}")
    public Item get(@PathParam("id") UUID id) {
        return Item.of(one(id));
    }

    /// The bytes as they came.
    @GET
    @Path("/{id}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response raw(@PathParam("id") UUID id) throws IOException {
        return Response.ok(quarantine.bytes(one(id)))
                .header("Content-Disposition", "attachment; filename=\"" + id + ".bin\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    /// Reads the bytes again and hands over what they say. May be repeated: ids make the same message one.
    @PUT
    @Path("/{id}/replay")
    public Item replay(@PathParam("id") UUID id) throws IOException, InterruptedException {
        Held held = one(id);
        List<FromCustomer> events = read(held);
        try {
            intake.takeAll(events).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(503, "not-accepted", "Kafka did not accept it; try again");
        }
        quarantine.replayed(id);
        return Item.of(one(id));
    }

    private List<FromCustomer> read(Held held) throws IOException {
        RawReader reader = readers.stream()
                .filter(candidate -> candidate.channel() == held.door().channel())
                .findFirst()
                .orElseThrow(() -> new Problem(409, "no-reader", "nothing reads this channel"));
        try {
            return reader.read(
                    held.door(), quarantine.bytes(held), held.keptAt().toInstant());
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "still-unreadable", String.valueOf(e.getMessage()));
        }
    }

    private Held one(UUID id) {
        return quarantine.find(id).orElseThrow(() -> new Problem(404, "not-found", "nothing has this id"));
    }

    /// A page; `next` is the `after` of the next one, null on the last.
    public record Page(List<Item> items, @Nullable UUID next) {}

    /// One thing in quarantine.
    public record Item(
            UUID id,
            String channel,
            String door,
            String identity,
            String reason,
            String sha256,
            long size,
            String keptAt,
            @Nullable String replayedAt,
            boolean leftOut) {
        static Item of(Held held) {
            return new Item(
                    held.id(),
                    held.door().channel().prefix(),
                    held.door().name(),
                    held.identity(),
                    held.reason(),
                    held.blob().sha256(),
                    held.blob().size(),
                    held.keptAt().toString(),
                    held.replayedAt() == null ? null : held.replayedAt().toString(),
                    held.leftOut());
        }
    }
}
