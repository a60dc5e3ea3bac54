package dev.onethread.routing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.testing.Servers;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.Names;
import dev.onethread.routing.json.RuleReader;
import dev.onethread.routing.json.RuleWriter;
import dev.onethread.routing.regex.LinearPatterns;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// An installation that has rules of the first kind goes on with them.
class RulesMigrationTest {
    @Test
    void rulesOfOldAreReadAsTheFirstVersion() throws Exception {
        try (Servers servers = Servers.open()) {
            String name = Servers.freshName();
            Map<String, String> at = servers.database(name, null);
            String url = "jdbc:postgresql://" + at.get("onethread.database.host") + ":"
                    + at.get("onethread.database.port") + "/" + name;
            String user = at.get("onethread.database.user");
            String password = at.get("onethread.database.password");
            migrate(url, user, password, "20261122.02");
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into skill (id, name) values ('billing', 'Billing'), ('german', 'German')");
                statement.execute("""
                        insert into rule (id, name, position, active, "when", desk, priority) values
                            ('money', 'Money', 20, true,
                             '{"channels": ["MAIL"], "doors": null, "keywords": ["refund*"], "languages": []}', 'support', 30),
                            ('all', 'All', 10, false, '{}', null, 5)
                        """);
                statement.execute(
                        "insert into rule_need (rule, skill, level) values ('money', 'billing', 2), ('money', 'german', 1)");
                migrate(url, user, password, "latest");

                List<Rule> rules = rules(statement);
                assertThat(rules).extracting(Rule::id).containsExactly("all", "money");
                assertThat(rules.getFirst().when()).isNull();
                assertThat(rules.getFirst().active()).isFalse();
                assertThat(RuleWriter.rule(rules.getLast())).hasToString("""
                        {"id":"money","name":"Money","order":20,"active":true,"stop":false,\
                        "when":{"all":[{"channels":["mail"]},{"keywords":["refund*"]}]},\
                        "then":{"desk":"support","priority":30,"steps":[{"requirement":{"all":[\
                        {"skill":"billing","level":2},{"skill":"german","level":1}]}}]}}""");
                assertThat(rules.getLast().skills()).containsExactly(new SkillId("billing"), new SkillId("german"));
                assertThat(rules.getLast().desks()).containsExactly(new DeskId("support"));
                try (ResultSet named = statement.executeQuery(
                        "select (select count(*) from rule_desk), (select count(*) from rule_skill)")) {
                    assertThat(named.next()).isTrue();
                    assertThat(named.getInt(1)).isEqualTo(1);
                    assertThat(named.getInt(2)).isEqualTo(2);
                }
            }
        }
    }

    private static List<Rule> rules(Statement statement) throws Exception {
        List<Rule> rules = new ArrayList<>();
        Faults faults = new Faults();
        try (ResultSet set = statement.executeQuery("select version, items from rule_set")) {
            assertThat(set.next()).isTrue();
            assertThat(set.getLong(1)).isEqualTo(1);
            for (JsonNode item : Wire.mapper().readTree(set.getString(2))) {
                rules.add(new RuleReader(new LinearPatterns(), Names.UNCHECKED, faults)
                        .rule(item, item.path("id").asText(), 0));
            }
            assertThat(set.next()).isFalse();
        }
        assertThat(faults.all()).isEmpty();
        return rules;
    }

    private static void migrate(String url, String user, String password, String target) {
        Flyway.configure()
                .dataSource(url, user, password)
                .locations("db/delivery", "db/migration")
                .target(target)
                .load()
                .migrate();
    }
}
