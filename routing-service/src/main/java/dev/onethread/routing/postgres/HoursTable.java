package dev.onethread.routing.postgres;

import dev.onethread.contracts.DeskId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.HoursReader;
import dev.onethread.routing.json.HoursWriter;
import dev.onethread.routing.json.Names;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When desks work. One that has no hours always does.
@ApplicationScoped
public class HoursTable {
    private static final String ALL = "select desk, hours::text as hours, version from desk_hours";

    private static final String SAVE = """
            insert into desk_hours (desk, hours, overflow) values ($1, $2::text::jsonb, $3)
            on conflict (desk) do update set hours = excluded.hours, overflow = excluded.overflow,
                version = desk_hours.version + 1
            """;

    private static final String DELETE = "delete from desk_hours where desk = $1";

    /// Hours with the version of their row.
    public record Kept(DeskHours hours, long version) {}

    public Map<DeskId, DeskHours> all(Tx tx) {
        Map<DeskId, DeskHours> all = new HashMap<>();
        tx.query(ALL).forEach(row -> all.put(desk(row), hours(row)));
        return all;
    }

    public Optional<Kept> find(Tx tx, DeskId desk) {
        for (Row row : tx.query(ALL + " where desk = $1", desk.value())) {
            return Optional.of(new Kept(hours(row), row.getLong("version")));
        }
        return Optional.empty();
    }

    public void save(Tx tx, DeskId desk, DeskHours hours) {
        @Nullable String overflow = hours.outside() instanceof DeskHours.Overflow(var to) ? to.value() : null;
        tx.update(SAVE, desk.value(), HoursWriter.write(hours).toString(), overflow);
    }

    public boolean delete(Tx tx, DeskId desk) {
        return tx.update(DELETE, desk.value()) > 0;
    }

    private static DeskId desk(Row row) {
        return new DeskId(row.getString("desk"));
    }

    private static DeskHours hours(Row row) {
        Faults faults = new Faults();
        DeskHours hours = new HoursReader(Names.UNCHECKED, faults).read(Json.tree(row.getString("hours")), desk(row));
        return Objects.requireNonNull(hours, () -> "kept hours cannot be read: " + faults.all());
    }
}
