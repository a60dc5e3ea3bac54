package dev.onethread.ingest.http;

import dev.onethread.ingest.postgres.DoorStates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The doors there are and how they fare.
@Path("/doors")
@RolesAllowed({"admin", "supervisor"})
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DoorsResource {
    private final DoorStates states;

    DoorsResource(DoorStates states) {
        this.states = states;
    }

    /// `state` is `connecting`, `importing`, `open` or `failing`. `error` is the last failure, also where it is
    /// over. `filled`: in percent of what the server lets a mailbox hold, absent where it does not say.
    /// `lagSeconds`: for how long what arrived may not have been read; 0 for an open door.
    public record DoorView(
            String channel,
            String name,
            String title,
            String state,
            Instant since,
            @Nullable ErrorView error,
            @Nullable Instant readAt,
            long lagSeconds,
            @Nullable Integer filled,
            @Nullable ProgressView progress) {}

    /// `code` is one of `sign-in-refused`, `unreachable`, `folder-missing`, `not-handed-over`, `token-unknown`,
    /// `polled-elsewhere`, `refused`.
    public record ErrorView(String code, @Nullable String detail, Instant at) {}

    /// Messages of an import.
    public record ProgressView(long taken, long waiting) {}

    /// All of them; there are as many as were configured.
    public record Doors(List<DoorView> items) {}

    @GET
    public Doors list() {
        return new Doors(states.all().stream().map(DoorsResource::view).toList());
    }

    private static DoorView view(DoorStates.Seen seen) {
        OffsetDateTime failedAt = seen.failedAt();
        OffsetDateTime readAt = seen.readAt();
        return new DoorView(
                seen.door().channel().prefix(),
                seen.door().name(),
                seen.title(),
                seen.state(),
                seen.since().toInstant(),
                seen.code() == null || failedAt == null
                        ? null
                        : new ErrorView(seen.code(), seen.detail(), failedAt.toInstant()),
                readAt == null ? null : readAt.toInstant(),
                seen.lag(),
                seen.filled(),
                seen.state().equals("importing") ? new ProgressView(seen.taken(), seen.waiting()) : null);
    }
}
