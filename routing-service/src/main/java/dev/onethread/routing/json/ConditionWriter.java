package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Writes conditions so that [ConditionReader] reads the same: sets in order, so that equal conditions are written
/// alike.
final class ConditionWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ConditionWriter() {}

    static ObjectNode write(Condition condition) {
        ObjectNode node = NODES.objectNode();
        switch (condition) {
            case Condition.All(var all) -> node.set("all", nodes(all));
            case Condition.Any(var any) -> node.set("any", nodes(any));
            case Condition.Not(var not) -> node.set("not", write(not));
            case Condition.OnChannel(var channels) ->
                node.set(
                        "channels", texts(channels.stream().map(c -> c.prefix()).toList()));
            case Condition.AtDoor(var doors) -> node.set("doors", texts(doors));
            case Condition.Says(var keywords, var part) -> {
                ArrayNode words = NODES.arrayNode();
                keywords.stream().map(Keyword::written).forEach(words::add);
                node.set("keywords", words);
                in(node, part);
            }
            case Condition.Matches(var pattern, var part) -> {
                node.put("pattern", pattern.written());
                in(node, part);
            }
            case Condition.InLanguage(var languages) -> node.set("languages", texts(languages));
            case Condition.HasAttribute(var name, var values) -> {
                node.put("attribute", name);
                if (!values.isEmpty()) {
                    node.set("values", texts(values));
                }
            }
            case Condition.WithinHours(var desk) -> node.put("open", desk.value());
            case Condition.Returning(var returning) -> node.put("returning", returning);
            case Condition.Rated(int from, int to) ->
                node.set("rating", NODES.objectNode().put("from", from).put("to", to));
            case Condition.HasAttachment(var kinds) ->
                node.set(
                        "attachments",
                        texts(kinds.stream()
                                .map(k -> k.name().toLowerCase(Locale.ROOT))
                                .toList()));
            case Condition.SilentFor(var silence) -> node.put("silence", silence.toSeconds());
            case Condition.FromDomain(var domains) -> node.set("domains", texts(domains));
        }
        return node;
    }

    private static void in(ObjectNode node, Condition.Part part) {
        if (part != Condition.Part.BOTH) {
            node.put("in", part.name().toLowerCase(Locale.ROOT));
        }
    }

    private static ArrayNode nodes(List<Condition> conditions) {
        ArrayNode nodes = NODES.arrayNode();
        conditions.forEach(condition -> nodes.add(write(condition)));
        return nodes;
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode nodes = NODES.arrayNode();
        texts.stream().sorted().forEach(nodes::add);
        return nodes;
    }
}
