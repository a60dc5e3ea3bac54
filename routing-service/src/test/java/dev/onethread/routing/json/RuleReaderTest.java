package dev.onethread.routing.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.json.Faults.Fault;
import dev.onethread.routing.regex.LinearPatterns;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static final Names NAMES =
            Names.of(Set.of(new DeskId("support"), new DeskId("night")), Set.of(new SkillId("billing")));

    private final Faults faults = new Faults();

    /// Every condition and everything a rule says, written out and read again.
    @Test
    void whatIsWrittenIsReadTheSame() {
        String rule = """
            {"id": "r", "name": "Everything", "order": 7, "active": false, "stop": true,
             "when": {"all": [
                {"any": [{"channels": ["mail", "web"]}, {"doors": ["mail:help@shop.example", "telegram:7001"]}]},
                {"not": {"keywords": ["refund*", "вернуть деньги"], "in": "subject"}},
                {"pattern": "ORD-\\\\d+", "in": "text"}, {"languages": ["de", "kk"]},
                {"attribute": "plan", "values": ["vip", "wholesale"]}, {"attribute": "city"},
                {"open": "support"}, {"returning": true}, {"rating": {"from": 1, "to": 2}},
                {"attachments": ["image", "voice"]}, {"attachments": []}, {"silence": 3600},
                {"domains": ["bank.example"]}]},
             "then": {"desk": "support", "priority": 60, "vip": true, "tags": ["money", "bank"],
                "steps": [
                   {"requirement": {"all": [{"skill": "billing", "level": 4},
                       {"any": [{"skill": "billing", "level": 5}, {"not": {"skill": "billing", "level": 1}}]}]},
                    "seconds": 120},
                   {"requirement": {"all": []}, "desk": "night", "supervisors": true}]}}""";

        Rule read = new RuleReader(new LinearPatterns(), NAMES, faults).rule(json(rule), "r", 0);

        assertThat(faults.all()).isEmpty();
        assertThat(RuleWriter.rule(read)).hasToString(json(rule).toString());
        assertThat(read.desks()).containsExactly(new DeskId("night"), new DeskId("support"));
        assertThat(read.skills()).containsExactly(new SkillId("billing"));
    }

    @Test
    void severalFieldsOfOneConditionMeanAllOfThem() {
        Rule read = rule("{\"channels\": [\"MAIL\"], \"keywords\": [\"refund\"], \"languages\": [\"EN\"]}");

        assertThat(faults.all()).isEmpty();
        assertThat(RuleWriter.rule(read).path("when"))
                .isEqualTo(json("{\"all\": [{\"channels\": [\"mail\"]}, {\"keywords\": [\"refund\"]},"
                        + " {\"languages\": [\"en\"]}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"all": [{"channels": ["mail"]}, {"keywords": ["***"]}]}    | /when/all/1/keywords/0 | keyword-empty
            {"all": []}                                                 | /when/all              | condition-empty
            {"any": [{}]}                                               | /when/any/0            | condition-empty
            {"keywords": []}                                            | /when/keywords         | condition-empty
            {"keywords": "refund"}                                      | /when/keywords         | not-a-list
            {"keywords": ["a", 5]}                                      | /when/keywords/1       | not-a-text
            {"keywords": ["a"], "in": "body"}                           | /when/in               | part-unknown
            {"keyword": ["a"]}                                          | /when/keyword          | field-unknown
            {"channels": ["pigeon"]}                                    | /when/channels/0       | channel-unknown
            {"doors": ["shop"]}                                         | /when/doors/0          | door-malformed
            {"not": {"any": [{"pattern": "(a"}]}}                       | /when/not/any/0/pattern | pattern-invalid
            {"pattern": "(a)\\\\1"}                                     | /when/pattern          | pattern-invalid
            {"languages": ["english"]}                                  | /when/languages/0      | language-malformed
            {"attribute": ""}                                           | /when/attribute        | empty
            {"open": "nowhere"}                                         | /when/open             | desk-unknown
            {"returning": "yes"}                                        | /when/returning        | not-a-flag
            {"rating": {"from": 4, "to": 2}}                            | /when/rating/from      | out-of-order
            {"rating": {"from": 6}}                                     | /when/rating/from      | out-of-range
            {"attachments": ["film"]}                                   | /when/attachments/0    | kind-unknown
            {"silence": 0}                                              | /when/silence          | out-of-range
            {"domains": ["a@b.example"]}                                | /when/domains/0        | domain-malformed
            []                                                          | /when                  | not-an-object
            """)
    void aConditionThatIsNoneIsNamedByItsPlace(String when, String pointer, String code) {
        rule(when);

        assertThat(places()).containsExactly(pointer + " " + code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"desk": "nowhere"}                                         | /then/desk                | desk-unknown
            {"priority": 101}                                           | /then/priority            | out-of-range
            {"priority": "soon"}                                        | /then/priority            | priority-unknown
            {"priority": 1.5}                                           | /then/priority            | not-a-number
            {"tags": [" "]}                                             | /then/tags/0              | empty
            {"steps": [{"requirement": {"skill": "chess"}}]}            | /then/steps/0/requirement/skill | skill-unknown
            {"steps": [{"requirement": {"skill": "billing", "level": 6}}]} | /then/steps/0/requirement/level | out-of-range
            {"steps": [{"requirement": {"any": []}}]}                   | /then/steps/0/requirement/any | condition-empty
            {"steps": [{"requirement": {"level": 2}}]}                  | /then/steps/0/requirement | requirement-unclear
            {"steps": [{}, {}]}                                         | /then/steps/0/seconds     | step-never-ends
            {"steps": [{"seconds": 0}, {}]}                             | /then/steps/0/seconds     | out-of-range
            {"steps": [{"seconds": 30}, {"seconds": 60}]}               | /then/steps/1/seconds     | last-step-ends
            {"steps": [{"desk": "nowhere"}]}                            | /then/steps/0/desk        | desk-unknown
            {"needs": [{"skill": "chess", "level": 1}]}                 | /then/needs/0/skill       | skill-unknown
            {"needs": [{"skill": "billing", "level": 1}], "steps": [{}]} | /then/needs              | said-twice
            {}                                                          | /then                     | rule-says-nothing
            {"price": 5}                                                | /then/price               | field-unknown
            """)
    void anOutcomeThatIsNoneIsNamedByItsPlace(String then, String pointer, String code) {
        new RuleReader(new LinearPatterns(), NAMES, faults)
                .rule(json("{\"name\": \"x\", \"then\": " + then + "}"), "r", 0);

        assertThat(places()).containsExactly(pointer + " " + code);
    }

    @Test
    void allFaultsAreFoundInOneReading() {
        new RuleReader(new LinearPatterns(), NAMES, faults).rules(json("""
                {"items": [
                  {"id": "a", "name": "", "then": {"priority": 5}},
                  {"id": "b", "name": "B", "when": {"keywords": ["-"]}, "then": {"desk": "nowhere"}},
                  {"id": "b", "name": "B again", "then": {"priority": 5}},
                  {"name": "C", "then": {"priority": 5}}]}"""));

        assertThat(places())
                .containsExactly(
                        "/items/0/name empty",
                        "/items/1/when/keywords/0 keyword-empty",
                        "/items/1/then/desk desk-unknown",
                        "/items/2/id id-twice",
                        "/items/3/id id-malformed");
    }

    @Test
    void theOrderOfASetIsTheOrderOfItsList() {
        List<Rule> rules = new RuleReader(new LinearPatterns(), NAMES, faults).rules(json("""
                {"items": [{"id": "z", "name": "Z", "order": 99, "then": {"priority": 5}},
                           {"id": "a", "name": "A", "order": 1, "stop": true}]}"""));

        assertThat(rules.stream().map(Rule::order)).containsExactly(10, 20);
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void depthAndSizeAreBounded() {
        rule("{\"not\": ".repeat(8) + "{\"returning\": true}" + "}".repeat(8));
        assertThat(faults.all()).extracting(Fault::code).containsExactly("too-deep");

        Faults many = new Faults();
        String wide = "{\"any\": [" + "{\"returning\": true},".repeat(100) + "{\"returning\": true}]}";
        new RuleReader(new LinearPatterns(), NAMES, many)
                .rule(json("{\"name\": \"x\", \"when\": " + wide + ", \"then\": {\"priority\": 5}}"), "r", 0);
        assertThat(many.all()).extracting(Fault::code).contains("too-many");
    }

    private Rule rule(String when) {
        return new RuleReader(new LinearPatterns(), NAMES, faults)
                .rule(json("{\"name\": \"x\", \"when\": " + when + ", \"then\": {\"priority\": 5}}"), "r", 0);
    }

    private List<String> places() {
        return faults.all().stream()
                .map(fault -> fault.pointer() + " " + fault.code())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Wire.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
