package dev.onethread.routing.postgres;

import dev.onethread.contracts.Presence;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What agents may say of themselves beyond available, busy, away and offline: "lunch", which means away.
@ApplicationScoped
public class StatusTable {
    private static final String ALL = "select id, name_ru, name_en, presence, version from status order by id";
    private static final String FIND = "select id, name_ru, name_en, presence, version from status where id = $1";

    private static final String SAVE = """
            insert into status (id, name_ru, name_en, presence) values ($1, $2, $3, $4)
            on conflict (id) do update set name_ru = excluded.name_ru, name_en = excluded.name_en,
                presence = excluded.presence, version = status.version + 1
            """;

    private static final String USED = "select exists (select from agent_state where status = $1)";
    private static final String DELETE = "delete from status where id = $1";

    /// A status, its names in Russian and English, and what it means to routing.
    public record Status(String id, String nameRu, String nameEn, Presence presence, long version) {}

    public List<Status> all(Tx tx) {
        List<Status> all = new ArrayList<>();
        tx.query(ALL).forEach(row -> all.add(status(row)));
        return all;
    }

    public Optional<Status> find(Tx tx, String id) {
        for (Row row : tx.query(FIND, id)) {
            return Optional.of(status(row));
        }
        return Optional.empty();
    }

    public void save(Tx tx, String id, String nameRu, String nameEn, Presence presence) {
        tx.update(SAVE, id, nameRu, nameEn, presence.name());
    }

    /// Whether somebody has it now.
    public boolean used(Tx tx, String id) {
        return tx.query(USED, id).iterator().next().getBoolean(0);
    }

    public boolean delete(Tx tx, String id) {
        return tx.update(DELETE, id) > 0;
    }

    private static Status status(Row row) {
        return new Status(
                row.getString("id"),
                row.getString("name_ru"),
                row.getString("name_en"),
                Presence.valueOf(row.getString("presence")),
                row.getLong("version"));
    }
}
