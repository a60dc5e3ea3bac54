package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What-if runs, each kept for a while after it was asked for.
@ApplicationScoped
public class SimulationTable {
    private static final String BEGIN = """
            insert into simulation (id, asked_by, asked, state) values ($1, $2, $3::text::jsonb, 'running')
            on conflict (id) do nothing returning id
            """;

    private static final String SHOWN = """
            select id, asked_by, asked_at, asked::text, progress, result::text, problem,
                case when state = 'running' and alive_at < clock_timestamp() - interval '30 seconds'
                    then 'interrupted' else state end as state
            from simulation
            """;

    private static final String FIND = SHOWN + " where id = $1";
    private static final String LATEST = SHOWN + " order by asked_at desc limit $1";

    private static final String ALIVE = """
            update simulation set alive_at = clock_timestamp(), progress = greatest(progress, $2)
            where id = $1 and state = 'running' returning id
            """;

    private static final String CANCEL =
            "update simulation set state = 'cancelled' where id = $1 and state = 'running' returning id";

    private static final String DONE = """
            update simulation set state = 'done', progress = 1, result = $2::text::jsonb
            where id = $1 and state = 'running' returning id
            """;

    private static final String FAILED =
            "update simulation set state = 'failed', problem = $2 where id = $1 and state = 'running' returning id";

    private static final String FORGET =
            "delete from simulation where asked_at < clock_timestamp() - make_interval(secs => $1)";

    private static final TypeReference<JsonNode> NODE = new TypeReference<>() {};

    private final Database database;

    SimulationTable(Database database) {
        this.database = database;
    }

    /// A run as it stands. `state` is `running`, `done`, `failed`, `cancelled` or `interrupted` (whoever ran it has
    /// gone); `progress` 0 to 1.
    public record Stored(
            UUID id,
            String askedBy,
            Instant askedAt,
            String asked,
            String state,
            double progress,
            @Nullable String result,
            @Nullable String problem) {}

    /// @return false where there is one of this id already
    public boolean begin(UUID id, String askedBy, String asked) {
        return database.query(BEGIN, id, askedBy, asked).rowCount() > 0;
    }

    public Optional<Stored> find(UUID id) {
        for (Row row : database.query(FIND, id)) {
            return Optional.of(stored(row));
        }
        return Optional.empty();
    }

    /// The newest first.
    public List<Stored> latest(int limit) {
        List<Stored> latest = new ArrayList<>();
        database.query(LATEST, limit).forEach(row -> latest.add(stored(row)));
        return latest;
    }

    /// @return false where it does not run any more: it was cancelled
    public boolean alive(UUID id, double progress) {
        return database.query(ALIVE, id, progress).rowCount() > 0;
    }

    /// @return false where it did not run
    public boolean cancel(UUID id) {
        return database.query(CANCEL, id).rowCount() > 0;
    }

    public void done(UUID id, String result) {
        database.query(DONE, id, result);
    }

    public void failed(UUID id, String problem) {
        database.query(FAILED, id, problem);
    }

    public void forget(Duration kept) {
        database.query(FORGET, (double) kept.toSeconds());
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getUUID("id"),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                row.getString("asked"),
                row.getString("state"),
                row.getDouble("progress"),
                row.getString("result"),
                row.getString("problem"));
    }

    /// A kept text as JSON.
    public static JsonNode json(String text) {
        return Json.read(text, NODE);
    }

    /// What is kept of a request.
    public static String text(Object asked) {
        return Json.text(asked);
    }
}
