package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.SimulationTable;
import dev.onethread.routing.scenario.ScenarioForm;
import dev.onethread.routing.scenario.WrittenChanges;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Trace;
import dev.onethread.routing.whatif.Past;
import dev.onethread.routing.whatif.WhatIf;
import dev.onethread.routing.whatif.WhatIfs;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What would have been, or would be: simulations for supervisors.
@Path("/simulations")
@RunOnVirtualThread
@RolesAllowed({"supervisor", "admin"})
public class SimulationsResource {
    private static final int RUNS = 10;

    private final Past past;
    private final WhatIfs whatIfs;
    private final SimulationTable table;
    private final SecurityIdentity caller;

    SimulationsResource(Past past, WhatIfs whatIfs, SimulationTable table, SecurityIdentity caller) {
        this.past = past;
        this.whatIfs = whatIfs;
        this.table = table;
        this.caller = caller;
    }

    /// A desk's past from one time to another, or a scenario; and what to change of it. The id is made by the caller,
    /// so
    /// that it may be sent again.
    record SimulationForm(
            @Nullable UUID id,
            @Nullable @Pattern(regexp = Forms.ID) String desk,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable ObjectNode scenario,
            @Nullable ObjectNode changes,
            @Nullable @Min(1) @Max(50) Integer replications,
            @Nullable Long seed) {}

    @POST
    public Response begin(@NotNull @Valid SimulationForm form) {
        UUID id = form.id() == null ? UUID.randomUUID() : form.id();
        if (table.find(id).isEmpty()) {
            whatIfs.start(asked(id, form), caller.getPrincipal().getName(), Shown.text(form));
        }
        return Response.status(202)
                .location(URI.create("/api/routing/simulations/" + id))
                .entity(shown(id))
                .build();
    }

    private WhatIf asked(UUID id, SimulationForm form) {
        try {
            ObjectNode written = form.scenario();
            Trace trace = null;
            if (written == null) {
                Past.Written read = past.read(
                        new DeskId(given(form.desk(), "desk")), given(form.from(), "from"), given(form.to(), "to"));
                written = read.scenario();
                trace = read.trace();
            } else if (written.has("trace")) {
                throw new Problem(
                        422, "scenario-wrong", "trace: is read from files only; name desk, from and to instead");
            }
            Scenario before = ScenarioForm.read(written, trace);
            Scenario after = form.changes() == null
                    ? null
                    : ScenarioForm.read(WrittenChanges.apply(written, form.changes()), trace);
            int runs = trace != null ? 1 : Objects.requireNonNullElse(form.replications(), RUNS);
            return new WhatIf(id, before, after, runs, Objects.requireNonNullElse(form.seed(), 1L));
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "scenario-wrong", Objects.requireNonNullElse(e.getMessage(), "makes no sense"));
        }
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new Problem(400, "invalid", "without a scenario, " + name + " is needed");
        }
        return value;
    }

    /// The newest first, without their results.
    @GET
    public Views.Items<Shown> list(@QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return new Views.Items<>(table.latest(limit).stream()
                .map(stored -> Shown.of(stored, false))
                .toList());
    }

    @GET
    @Path("/{id}")
    public Shown get(UUID id) {
        return shown(id);
    }

    private Shown shown(UUID id) {
        return Shown.of(
                table.find(id).orElseThrow(() -> new Problem(404, "not-found", "there is no such simulation")), true);
    }

    /// It is not needed any more: stops it where it runs.
    @DELETE
    @Path("/{id}")
    public void cancel(UUID id) {
        shown(id);
        table.cancel(id);
    }

    /// A simulation as it stands; `result` once it is done.
    record Shown(
            UUID id,
            String askedBy,
            Instant askedAt,
            JsonNode asked,
            String state,
            double progress,
            @Nullable JsonNode result,
            @Nullable String problem) {
        static Shown of(SimulationTable.Stored stored, boolean whole) {
            return new Shown(
                    stored.id(),
                    stored.askedBy(),
                    stored.askedAt(),
                    json(stored.asked()),
                    stored.state(),
                    stored.progress(),
                    whole && stored.result() != null ? json(stored.result()) : null,
                    stored.problem());
        }

        private static JsonNode json(String text) {
            return SimulationTable.json(text);
        }

        static String text(SimulationForm form) {
            return SimulationTable.text(form);
        }
    }
}
