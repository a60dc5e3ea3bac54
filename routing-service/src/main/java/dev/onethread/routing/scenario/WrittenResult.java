package dev.onethread.routing.scenario;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.routing.simulation.Comparison;
import dev.onethread.routing.simulation.Interval;
import dev.onethread.routing.simulation.Summary;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What came out of simulations, as JSON. A mean comes with the half-width of its interval, null where a single run
/// tells nothing of it.
public final class WrittenResult {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private WrittenResult() {}

    public static ObjectNode of(Summary summary) {
        ObjectNode written = NODES.objectNode();
        written.put("scenario", summary.scenario());
        written.put("replications", summary.replications());
        written.put("confidence", summary.confidence());
        written.set("contacts", parts(summary.parts()));
        written.set("occupancy", interval(summary.occupancy()));
        written.set("unfairness", interval(summary.unfairness()));
        ArrayNode agents = written.putArray("agents");
        for (Summary.Group group : summary.groups()) {
            ObjectNode each = agents.addObject();
            each.put("name", group.name());
            each.put("agents", group.agents());
            each.set("occupancy", interval(group.occupancy()));
        }
        ArrayNode waits = written.putArray("waits");
        for (Summary.Bar bar : summary.waits()) {
            waits.addObject().put("upTo", bar.upTo()).put("share", bar.share());
        }
        ArrayNode course = written.putArray("course");
        for (Summary.Span span : summary.course()) {
            course.addObject().put("from", span.from()).put("came", span.came()).put("meanWait", span.meanWait());
        }
        return written;
    }

    public static ObjectNode of(Comparison comparison) {
        ObjectNode written = NODES.objectNode();
        written.set("contacts", parts(comparison.parts()));
        written.set("occupancy", interval(comparison.occupancy()));
        written.set("unfairness", interval(comparison.unfairness()));
        return written;
    }

    private static ArrayNode parts(List<Summary.Part> parts) {
        ArrayNode written = NODES.arrayNode();
        for (Summary.Part part : parts) {
            ObjectNode each = written.addObject();
            each.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
            each.put("name", part.name());
            ObjectNode metrics = each.putObject("metrics");
            new TreeMap<>(part.metrics()).forEach((metric, interval) -> metrics.set(metric.code(), interval(interval)));
        }
        return written;
    }

    private static ObjectNode interval(Interval interval) {
        Double halfWidth = Double.isFinite(interval.halfWidth()) ? interval.halfWidth() : null;
        return NODES.objectNode().put("mean", interval.mean()).put("halfWidth", halfWidth);
    }
}
