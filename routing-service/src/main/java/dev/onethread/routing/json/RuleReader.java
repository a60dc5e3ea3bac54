package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.PriorityClass;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.TextPatterns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads rules as people write them and as they are kept. What is wrong goes among the faults; where there are any,
/// what was read must not be used.
public final class RuleReader {
    public static final String ID = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}";
    /// Rules of a set.
    public static final int RULES = 500;

    private static final Pattern IDS = Pattern.compile(ID);
    private static final Set<String> RULE = Set.of("id", "name", "order", "active", "stop", "when", "then", "version");
    private static final Set<String> THEN = Set.of("desk", "priority", "vip", "tags", "steps", "needs");

    private final TextPatterns patterns;
    private final Names names;
    private final Faults faults;

    public RuleReader(TextPatterns patterns, Names names, Faults faults) {
        this.patterns = patterns;
        this.names = names;
        this.faults = faults;
    }

    /// One rule, whose id is said elsewhere; `order` where it names none.
    public Rule rule(JsonNode written, String id, int order) {
        return rule(Written.root(written, faults), id, order);
    }

    /// A whole set, `{"items": […]}`, in the order of the list.
    public List<Rule> rules(JsonNode written) {
        return rules(Written.root(written, faults));
    }

    /// The same, where the set stands in a field of what was sent.
    public List<Rule> rules(JsonNode written, String field) {
        return rules(Written.root(JsonNodeFactory.instance.objectNode().set(field, written), faults)
                .at(field));
    }

    private List<Rule> rules(Written root) {
        if (!root.isObject(Set.of("items", "version", "savedAt", "savedBy", "restored"))) {
            return List.of();
        }
        Set<String> ids = new HashSet<>();
        return root.at("items").list(RULES, item -> {
            String id = item.has("id") ? item.text("id", 100) : null;
            if (id == null || !IDS.matcher(id).matches()) {
                item.fault("id", "id-malformed", "an id of letters, digits and . _ @ + -");
                return null;
            }
            if (!ids.add(id)) {
                item.fault("id", "id-twice", "another rule has this id");
                return null;
            }
            return rule(item, id, (item.index() + 1) * 10).at((item.index() + 1) * 10);
        });
    }

    private Rule rule(Written written, String id, int order) {
        Long named = null;
        Boolean active = null;
        Boolean stop = null;
        String name = null;
        Condition when = null;
        Rule.Outcome then = Rule.Outcome.NOTHING;
        if (written.isObject(RULE)) {
            name = written.at("name").text(100);
            named = written.number("order", Integer.MIN_VALUE, Integer.MAX_VALUE);
            active = written.flag("active");
            stop = written.flag("stop");
            if (written.has("when") && !written.at("when").isEmptyObject()) {
                when = new ConditionReader(patterns, names).read(written.at("when"));
            }
            then = then(written, stop != null && stop);
        }
        return new Rule(
                id,
                name == null ? id : name,
                named == null ? order : named.intValue(),
                active == null || active,
                stop != null && stop,
                when,
                then);
    }

    private Rule.Outcome then(Written rule, boolean stop) {
        Written then = rule.at("then");
        if (!rule.has("then")) {
            if (!stop) {
                then.fault("rule-says-nothing", "say a desk, a priority, VIP, tags or steps, or stop here");
            }
            return Rule.Outcome.NOTHING;
        }
        int before = faults.all().size();
        if (!then.isObject(THEN)) {
            return Rule.Outcome.NOTHING;
        }
        DeskId desk = then.has("desk") ? desk(then.at("desk"), names) : null;
        Integer priority = then.has("priority") ? priority(then) : null;
        Boolean vip = then.flag("vip");
        List<String> tags = then.has("tags") ? then.at("tags").list(20, RuleReader::tag) : List.of();
        Rule.Outcome outcome = new Rule.Outcome(
                desk, priority, vip != null && vip, tags.stream().distinct().toList(), steps(then));
        if (outcome.nothing() && !stop && faults.all().size() == before) {
            then.fault("rule-says-nothing", "say a desk, a priority, VIP, tags or steps, or stop here");
        }
        return outcome;
    }

    /// Points, or the name of a class, which stands for its least points.
    private static @Nullable Integer priority(Written then) {
        String name = then.at("priority").textOrNull();
        if (name == null) {
            Long points = then.number("priority", 0, 100);
            return points == null ? null : points.intValue();
        }
        for (PriorityClass each : PriorityClass.values()) {
            if (each.code().equals(name)) {
                return each.points();
            }
        }
        then.fault("priority", "priority-unknown", "0 to 100, or low, normal, high or urgent");
        return null;
    }

    /// `needs` is the short form of a single step of all of these skills.
    private List<NeedStep> steps(Written then) {
        StepReader reader = new StepReader(names);
        if (then.has("steps") && then.has("needs")) {
            then.fault("needs", "said-twice", "say either needs or steps");
        }
        if (then.has("steps")) {
            return reader.read(then.at("steps"));
        }
        if (!then.has("needs") || then.at("needs").size() == 0) {
            return List.of();
        }
        List<Requirement> all = then.at("needs").list(20, reader::skill);
        return List.of(new NeedStep(new Requirement.All(all), null, false, null));
    }

    private static @Nullable String tag(Written written) {
        return written.text(60);
    }

    static @Nullable DeskId desk(Written written, Names names) {
        String id = written.text(100);
        if (id == null) {
            return null;
        }
        DeskId desk = new DeskId(id);
        if (!names.desk(desk)) {
            written.fault("desk-unknown", "there is no such desk");
            return null;
        }
        return desk;
    }
}
