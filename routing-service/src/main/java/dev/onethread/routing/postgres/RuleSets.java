package dev.onethread.routing.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.TextPatterns;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.Names;
import dev.onethread.routing.json.RuleReader;
import dev.onethread.routing.json.RuleWriter;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The routing rules: every version that was ever saved, the highest in force.
@ApplicationScoped
public class RuleSets {
    private static final String CURRENT = """
            select version, items::text as items, saved_at, saved_by, restored
            from rule_set order by version desc limit 1
            """;

    private static final String ONE = """
            select version, items::text as items, saved_at, saved_by, restored from rule_set where version = $1
            """;

    private static final String BEFORE = """
            select version, items::text as items, saved_at, saved_by, restored
            from rule_set where version < $1 order by version desc limit $2
            """;

    /// Every change of the configuration writes this row; holding it, nobody saves rules beside us.
    private static final String LOCK = "select version from configuration_version for update";

    private static final String SAVE = """
            insert into rule_set (version, items, saved_by, restored) values ($1, $2::text::jsonb, $3, $4)
            """;

    private static final String CLEAR_DESKS = "delete from rule_desk";
    private static final String CLEAR_SKILLS = "delete from rule_skill";
    private static final String NAME_DESKS =
            "insert into rule_desk (rule, desk) select * from unnest($1::text[], $2::text[])";
    private static final String NAME_SKILLS =
            "insert into rule_skill (rule, skill) select * from unnest($1::text[], $2::text[])";

    private final TextPatterns patterns;

    RuleSets(TextPatterns patterns) {
        this.patterns = patterns;
    }

    /// A rule, and with which version of the set it last changed.
    public record Kept(Rule rule, long version) {}

    /// One saved version, its rules in the order in which they are asked.
    public record RuleSet(
            long version,
            List<Kept> rules,
            Instant savedAt,
            @Nullable String savedBy,
            @Nullable Long restored) {
        public RuleSet {
            rules = List.copyOf(rules);
        }

        public List<Rule> all() {
            return rules.stream().map(Kept::rule).toList();
        }

        public Optional<Kept> find(String id) {
            return rules.stream().filter(kept -> kept.rule().id().equals(id)).findFirst();
        }
    }

    public RuleSet current(Tx tx) {
        return set(tx.query(CURRENT).iterator().next());
    }

    /// As [#current], and nobody else saves until the transaction ends.
    public RuleSet locked(Tx tx) {
        tx.query(LOCK);
        return current(tx);
    }

    public Optional<RuleSet> find(Tx tx, long version) {
        for (Row row : tx.query(ONE, version)) {
            return Optional.of(set(row));
        }
        return Optional.empty();
    }

    /// The versions before `version`, the newest first.
    public List<RuleSet> before(Tx tx, long version, int atMost) {
        List<RuleSet> sets = new ArrayList<>();
        tx.query(BEFORE, version, atMost).forEach(row -> sets.add(set(row)));
        return sets;
    }

    /// Saves what was made of the `locked` set as the next version. Rules as they stood change nothing.
    /// @return whether anything changed
    public boolean save(Tx tx, RuleSet locked, List<Rule> rules, String by, @Nullable Long restored) {
        List<Rule> sorted = rules.stream()
                .sorted(Comparator.comparingInt(Rule::order).thenComparing(Rule::id))
                .toList();
        if (alike(sorted, locked.all())) {
            return false;
        }
        long version = locked.version() + 1;
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Rule rule : sorted) {
            long changed = locked.find(rule.id())
                    .filter(kept -> written(kept.rule()).equals(written(rule)))
                    .map(Kept::version)
                    .orElse(version);
            items.add(RuleWriter.rule(rule).put("version", changed));
        }
        tx.update(SAVE, version, items.toString(), by, restored);
        name(tx, sorted);
        return true;
    }

    private static void name(Tx tx, List<Rule> rules) {
        List<String[]> desks = new ArrayList<>();
        List<String[]> skills = new ArrayList<>();
        for (Rule rule : rules) {
            rule.desks().forEach(desk -> desks.add(new String[] {rule.id(), desk.value()}));
            rule.skills().forEach(skill -> skills.add(new String[] {rule.id(), skill.value()}));
        }
        tx.update(CLEAR_DESKS);
        tx.update(CLEAR_SKILLS);
        tx.update(NAME_DESKS, column(desks, 0), column(desks, 1));
        tx.update(NAME_SKILLS, column(skills, 0), column(skills, 1));
    }

    private static String[] column(List<String[]> rows, int at) {
        return rows.stream().map(row -> row[at]).toArray(String[]::new);
    }

    private static boolean alike(List<Rule> one, List<Rule> other) {
        return one.stream()
                .map(RuleSets::written)
                .toList()
                .equals(other.stream().map(RuleSets::written).toList());
    }

    /// Compiled patterns are equal only to themselves; what is written of them is what counts.
    private static JsonNode written(Rule rule) {
        return RuleWriter.rule(rule);
    }

    private RuleSet set(Row row) {
        JsonNode items = Json.tree(row.getString("items"));
        Faults faults = new Faults();
        RuleReader reader = new RuleReader(patterns, Names.UNCHECKED, faults);
        List<Kept> rules = new ArrayList<>();
        for (JsonNode item : items) {
            Rule rule = reader.rule(item, item.path("id").asText(), 0);
            rules.add(new Kept(rule, item.path("version").asLong(1)));
        }
        if (!faults.none()) {
            throw new IllegalStateException("a kept rule cannot be read: " + faults.all());
        }
        return new RuleSet(
                row.getLong("version"),
                rules,
                row.getOffsetDateTime("saved_at").toInstant(),
                row.getString("saved_by"),
                row.getLong("restored"));
    }
}
