package dev.onethread.routing.postgres;

import dev.onethread.contracts.SkillId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The skills there are.
@ApplicationScoped
public class SkillTable {
    private static final String ALL = "select id, name, version from skill order by id";
    private static final String FIND = "select id, name, version from skill where id = $1";

    private static final String SAVE = """
            insert into skill (id, name) values ($1, $2)
            on conflict (id) do update set name = excluded.name, version = skill.version + 1
            """;

    private static final String USED =
            "select exists (select from agent_skill where skill = $1) or exists (select from rule_skill where skill = $1)";

    private static final String DELETE = "delete from skill where id = $1";

    /// A skill with the version of its row.
    public record Skill(SkillId id, String name, long version) {}

    public List<Skill> all(Tx tx) {
        List<Skill> skills = new ArrayList<>();
        tx.query(ALL).forEach(row -> skills.add(skill(row)));
        return skills;
    }

    public Optional<Skill> find(Tx tx, SkillId id) {
        for (Row row : tx.query(FIND, id.value())) {
            return Optional.of(skill(row));
        }
        return Optional.empty();
    }

    /// Those of `wanted` that do not exist.
    public Set<SkillId> missing(Tx tx, Collection<SkillId> wanted) {
        Set<SkillId> missing = new TreeSet<>(wanted);
        if (!missing.isEmpty()) {
            all(tx).forEach(skill -> missing.remove(skill.id()));
        }
        return missing;
    }

    public void save(Tx tx, SkillId id, String name) {
        tx.update(SAVE, id.value(), name);
    }

    public boolean used(Tx tx, SkillId id) {
        return tx.query(USED, id.value()).iterator().next().getBoolean(0);
    }

    public boolean delete(Tx tx, SkillId id) {
        return tx.update(DELETE, id.value()) > 0;
    }

    private static Skill skill(Row row) {
        return new Skill(new SkillId(row.getString("id")), row.getString("name"), row.getLong("version"));
    }
}
