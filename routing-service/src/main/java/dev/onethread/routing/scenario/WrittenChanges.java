package dev.onethread.routing.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/// A scenario with changes: `agents` are further ones, `without` the names of those who are not there, `routing` and
/// `types` are laid over what is written.
public final class WrittenChanges {
    private WrittenChanges() {}

    /// @throws WrongScenario naming the place in `changes`
    public static ObjectNode apply(ObjectNode scenario, JsonNode changes) {
        Written written = new Written(changes, "changes");
        written.only("agents", "without", "routing", "types");
        ObjectNode changed = scenario.deepCopy();
        Written without = written.optional("without");
        if (without != null) {
            leaveOut(changed, without);
        }
        if (changes.path("agents").isArray()) {
            changes.get("agents").forEach(changed.withArray("agents")::add);
        } else if (changes.hasNonNull("agents")) {
            throw written.needed("agents").wrong("is a list");
        }
        for (String part : new String[] {"routing", "types"}) {
            if (changes.hasNonNull(part)) {
                Written inner = written.needed(part);
                inner.entries((name, value) -> value);
                if (part.equals("types")) {
                    inner.entries((name, value) -> {
                        if (!changed.path(part).has(name)) {
                            throw value.wrong("is no type of the scenario");
                        }
                        return value;
                    });
                }
                lay(changed.withObject("/" + part), (ObjectNode) changes.get(part));
            }
        }
        return changed;
    }

    private static void leaveOut(ObjectNode scenario, Written without) {
        Set<String> names = new HashSet<>();
        for (JsonNode agent : scenario.path("agents")) {
            names.add(agent.path("name").asText());
        }
        Set<String> left = new HashSet<>();
        for (Written each : without.elements()) {
            if (!names.contains(each.text())) {
                throw each.wrong("is nobody of the scenario");
            }
            left.add(each.text());
        }
        ArrayNode staying = scenario.arrayNode();
        for (JsonNode agent : scenario.path("agents")) {
            if (!left.contains(agent.path("name").asText())) {
                staying.add(agent);
            }
        }
        scenario.set("agents", staying);
    }

    private static void lay(ObjectNode under, ObjectNode over) {
        over.properties().forEach(entry -> {
            JsonNode below = under.get(entry.getKey());
            // Needs are replaced as a whole: a need that is not named any more is none.
            if (below instanceof ObjectNode inner
                    && entry.getValue() instanceof ObjectNode laid
                    && !entry.getKey().equals("needs")) {
                lay(inner, laid);
            } else {
                under.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
