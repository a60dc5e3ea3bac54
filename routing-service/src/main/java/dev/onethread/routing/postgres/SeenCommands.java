package dev.onethread.routing.postgres;

import dev.onethread.contracts.CommandId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Commands that were dealt with, and how. A repeated one is answered as before and has no further effect.
@ApplicationScoped
public class SeenCommands {
    private static final String FIND = "select id, refused from command_seen where id = any($1::uuid[])";

    private static final String SAVE =
            "insert into command_seen (id, refused) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing";

    /// Nobody repeats a command after a day; what it names makes it harmless then.
    private static final String FORGET = """
            delete from command_seen where id in (
                select id from command_seen where seen_at < clock_timestamp() - interval '1 day'
                order by seen_at limit $1 for update skip locked)
            """;

    private final Database database;

    SeenCommands(Database database) {
        this.database = database;
    }

    /// Asks which of these were dealt with.
    /// @return for each of them, why it was refused; nothing where it was accepted
    public Supplier<Map<CommandId, Optional<String>>> find(Tx tx, Collection<CommandId> ids) {
        if (ids.isEmpty()) {
            return Map::of;
        }
        Object wanted = ids.stream().map(CommandId::value).toArray(UUID[]::new);
        Tx.Answer asked = tx.ask(FIND, wanted);
        return () -> {
            Map<CommandId, Optional<String>> seen = new HashMap<>();
            asked.get()
                    .forEach(row ->
                            seen.put(new CommandId(row.getUUID("id")), Optional.ofNullable(row.getString("refused"))));
            return seen;
        };
    }

    public void save(Tx tx, Map<CommandId, Optional<String>> outcomes) {
        if (!outcomes.isEmpty()) {
            List<CommandId> ids = List.copyOf(outcomes.keySet());
            tx.write(
                    SAVE,
                    ids.stream().map(CommandId::value).toArray(UUID[]::new),
                    ids.stream()
                            .map(id ->
                                    outcomes.getOrDefault(id, Optional.empty()).orElse(null))
                            .toArray(String[]::new));
        }
    }

    /// Forgets at most so many old ones.
    /// @return how many
    int forgetOld(int atMost) {
        return database.query(FORGET, atMost).rowCount();
    }
}
