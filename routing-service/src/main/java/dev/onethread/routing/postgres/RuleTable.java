package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.Keyword;
import dev.onethread.routing.core.Rule;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The routing rules, in their order.
@ApplicationScoped
public class RuleTable {
    private static final String ALL = """
            select id, name, position, active, "when"::text as conditions, desk, priority, version
            from rule order by position, id
            """;

    private static final String NEEDS = "select rule, skill, level from rule_need order by rule, skill";

    private static final String SAVE = """
            insert into rule (id, name, position, active, "when", desk, priority)
            values ($1, $2, $3, $4, $5::text::jsonb, $6, $7)
            on conflict (id) do update set name = excluded.name, position = excluded.position,
                active = excluded.active, "when" = excluded."when", desk = excluded.desk,
                priority = excluded.priority, version = rule.version + 1
            """;

    private static final String CLEAR_NEEDS = "delete from rule_need where rule = $1";

    private static final String SAVE_NEEDS =
            "insert into rule_need (rule, skill, level) select $1, * from unnest($2::text[], $3::int[])";

    private static final String DELETE = "delete from rule where id = $1";

    private static final TypeReference<Conditions> CONDITIONS = new TypeReference<>() {};

    /// A rule with the version of its row.
    public record Stored(Rule rule, long version) {}

    /// How conditions are kept; null or empty for those a rule does not ask.
    private record Conditions(
            @Nullable Set<Channel> channels,
            @Nullable Set<String> doors,
            @Nullable List<String> keywords,
            @Nullable Set<String> languages) {

        static Conditions of(List<Condition> when) {
            Set<Channel> channels = null;
            Set<String> doors = null;
            List<String> keywords = null;
            Set<String> languages = null;
            for (Condition condition : when) {
                switch (condition) {
                    case Condition.OnChannel on -> channels = new TreeSet<>(on.channels());
                    case Condition.AtDoor at -> doors = new TreeSet<>(at.doors());
                    case Condition.Says says ->
                        keywords =
                                says.keywords().stream().map(Keyword::written).toList();
                    case Condition.InLanguage in -> languages = new TreeSet<>(in.languages());
                }
            }
            return new Conditions(channels, doors, keywords, languages);
        }

        List<Condition> read() {
            List<Condition> when = new ArrayList<>();
            if (channels != null && !channels.isEmpty()) {
                when.add(new Condition.OnChannel(channels));
            }
            if (doors != null && !doors.isEmpty()) {
                when.add(new Condition.AtDoor(doors));
            }
            if (keywords != null && !keywords.isEmpty()) {
                when.add(new Condition.Says(keywords.stream().map(Keyword::of).toList()));
            }
            if (languages != null && !languages.isEmpty()) {
                when.add(new Condition.InLanguage(languages));
            }
            return when;
        }
    }

    public List<Stored> all(Tx tx) {
        Map<String, List<SkillNeed>> needs = new HashMap<>();
        for (Row row : tx.query(NEEDS)) {
            needs.computeIfAbsent(row.getString("rule"), rule -> new ArrayList<>())
                    .add(new SkillNeed(new SkillId(row.getString("skill")), row.getInteger("level")));
        }
        List<Stored> all = new ArrayList<>();
        for (Row row : tx.query(ALL)) {
            all.add(stored(row, needs.getOrDefault(row.getString("id"), List.of())));
        }
        return all;
    }

    public Optional<Stored> find(Tx tx, String id) {
        return all(tx).stream().filter(stored -> stored.rule().id().equals(id)).findFirst();
    }

    public void save(Tx tx, Rule rule) {
        tx.update(
                SAVE,
                rule.id(),
                rule.name(),
                rule.order(),
                rule.active(),
                Json.text(Conditions.of(rule.when())),
                rule.then().desk() == null ? null : rule.then().desk().value(),
                rule.then().priority());
        tx.update(CLEAR_NEEDS, rule.id());
        List<SkillNeed> needs = rule.then().needs();
        tx.update(SAVE_NEEDS, rule.id(), Configurations.skills(needs), Configurations.levels(needs));
    }

    public boolean delete(Tx tx, String id) {
        return tx.update(DELETE, id) > 0;
    }

    private static Stored stored(Row row, List<SkillNeed> needs) {
        String desk = row.getString("desk");
        Rule.Outcome then = new Rule.Outcome(desk == null ? null : new DeskId(desk), row.getInteger("priority"), needs);
        Rule rule = new Rule(
                row.getString("id"),
                row.getString("name"),
                row.getInteger("position"),
                row.getBoolean("active"),
                Json.read(row.getString("conditions"), CONDITIONS).read(),
                then);
        return new Stored(rule, row.getLong("version"));
    }
}
