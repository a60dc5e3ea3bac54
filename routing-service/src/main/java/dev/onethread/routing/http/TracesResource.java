package dev.onethread.routing.http;

import dev.onethread.contracts.DeskId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.whatif.Past;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// A desk's past, to be simulated elsewhere: a scenario file and the trace it names.
@Path("/traces")
@RunOnVirtualThread
@RolesAllowed({"supervisor", "admin"})
public class TracesResource {
    private final Past past;

    TracesResource(Past past) {
        this.past = past;
    }

    /// One line per contact: `arrival,type,priority,service,patience`, in seconds.
    @GET
    @Produces("text/csv")
    public String trace(
            @QueryParam("desk") @NotNull @Pattern(regexp = Forms.ID) @Nullable String desk,
            @QueryParam("from") @NotNull @Nullable String from,
            @QueryParam("to") @NotNull @Nullable String to) {
        return String.join("\n", read(desk, from, to).trace().lines()) + "\n";
    }

    /// The scenario that belongs to the trace, which it expects beside it as `trace.csv`.
    @GET
    @Path("/scenario")
    @Produces("application/json")
    public String scenario(
            @QueryParam("desk") @NotNull @Pattern(regexp = Forms.ID) @Nullable String desk,
            @QueryParam("from") @NotNull @Nullable String from,
            @QueryParam("to") @NotNull @Nullable String to) {
        return read(desk, from, to).scenario().toPrettyString();
    }

    private Past.Written read(@Nullable String desk, @Nullable String from, @Nullable String to) {
        if (desk == null) {
            throw new Problem(400, "invalid", "desk is needed");
        }
        return past.read(new DeskId(desk), instant(from, "from"), instant(to, "to"));
    }

    private static Instant instant(@Nullable String text, String name) {
        try {
            return Instant.parse(text == null ? "" : text);
        } catch (DateTimeParseException e) {
            throw new Problem(400, "invalid", name + " is a time such as 2026-01-31T00:00:00Z");
        }
    }
}
