package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.Rule;

/// Writes rules so that [RuleReader] reads the same.
public final class RuleWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RuleWriter() {}

    public static ObjectNode rule(Rule rule) {
        ObjectNode node = NODES.objectNode();
        node.put("id", rule.id());
        node.put("name", rule.name());
        node.put("order", rule.order());
        node.put("active", rule.active());
        node.put("stop", rule.stop());
        if (rule.when() != null) {
            node.set("when", ConditionWriter.write(rule.when()));
        }
        node.set("then", then(rule.then()));
        return node;
    }

    public static JsonNode condition(Condition condition) {
        return ConditionWriter.write(condition);
    }

    private static ObjectNode then(Rule.Outcome then) {
        ObjectNode node = NODES.objectNode();
        if (then.desk() != null) {
            node.put("desk", then.desk().value());
        }
        if (then.priority() != null) {
            node.put("priority", then.priority());
        }
        if (then.vip()) {
            node.put("vip", true);
        }
        if (!then.tags().isEmpty()) {
            ArrayNode tags = node.putArray("tags");
            then.tags().forEach(tags::add);
        }
        if (!then.steps().isEmpty()) {
            ArrayNode steps = node.putArray("steps");
            then.steps().forEach(step -> steps.add(step(step)));
        }
        return node;
    }

    public static ObjectNode step(NeedStep step) {
        ObjectNode node = NODES.objectNode();
        node.set("requirement", requirement(step.requirement()));
        if (step.desk() != null) {
            node.put("desk", step.desk().value());
        }
        if (step.supervisors()) {
            node.put("supervisors", true);
        }
        if (step.seconds() != null) {
            node.put("seconds", step.seconds());
        }
        return node;
    }

    private static ObjectNode requirement(Requirement requirement) {
        ObjectNode node = NODES.objectNode();
        switch (requirement) {
            case Requirement.HasSkill(var skill, int level) ->
                node.put("skill", skill.value()).put("level", level);
            case Requirement.All(var all) -> {
                ArrayNode nodes = node.putArray("all");
                all.forEach(one -> nodes.add(requirement(one)));
            }
            case Requirement.Any(var any) -> {
                ArrayNode nodes = node.putArray("any");
                any.forEach(one -> nodes.add(requirement(one)));
            }
            case Requirement.Not(var not) -> node.set("not", requirement(not));
        }
        return node;
    }
}
