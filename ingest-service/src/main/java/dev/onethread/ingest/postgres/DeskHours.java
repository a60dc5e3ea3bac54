package dev.onethread.ingest.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Setting.HoursSetting;
import dev.onethread.contracts.Setting.OpenTime;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.ingest.core.Openings;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When desks work, as far as we were told.
@ApplicationScoped
public class DeskHours {
    private static final String SAVE = """
            INSERT INTO desk_hours (desk, opens, known_until) VALUES ($1, ($2::text)::jsonb, $3)
            ON CONFLICT (desk) DO UPDATE SET opens = EXCLUDED.opens, known_until = EXCLUDED.known_until""";

    private static final String ALL = "SELECT desk, opens::text AS opens, known_until FROM desk_hours";

    private final Database database;

    DeskHours(Database database) {
        this.database = database;
    }

    public void save(Tx tx, HoursSetting setting) {
        tx.update(SAVE, setting.desk().value(), json(setting), setting.until().atOffset(ZoneOffset.UTC));
    }

    public Map<DeskId, Openings> all() {
        Map<DeskId, Openings> all = new HashMap<>();
        for (Row row : database.query(ALL)) {
            String opens = row.getString("opens");
            all.put(
                    new DeskId(row.getString("desk")),
                    new Openings(
                            opens == null ? null : read(opens),
                            row.getOffsetDateTime("known_until").toInstant()));
        }
        return all;
    }

    private static String json(HoursSetting setting) {
        try {
            return Wire.mapper().writeValueAsString(setting.opens());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("intervals always have a JSON form", e);
        }
    }

    private static List<OpenTime> read(String json) {
        try {
            return Wire.mapper().readValue(json, new TypeReference<List<OpenTime>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("intervals we wrote ourselves", e);
        }
    }
}
