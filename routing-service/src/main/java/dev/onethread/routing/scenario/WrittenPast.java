package dev.onethread.routing.scenario;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.json.HoursWriter;
import dev.onethread.routing.simulation.PastMatters;
import dev.onethread.routing.simulation.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a past period down as a scenario: a pool as it is configured, its agents at the times they were
/// available, the types of what came. The contacts themselves stand in a trace.
public final class WrittenPast {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private WrittenPast() {}

    /// @param shifts when each agent was available, seconds since `from`; who is not in it was not
    public static ObjectNode write(
            Configuration configuration,
            Map<String, PastMatters.Type> types,
            Map<AgentId, List<Period>> shifts,
            Instant from,
            Instant to) {
        ObjectNode root = NODES.objectNode();
        root.put("name", "from " + from + " to " + to);
        root.put("start", from.toString());
        root.put("horizon", seconds(Duration.between(from, to)));
        root.put("trace", "trace.csv");
        root.set("types", types(types));
        root.set("agents", agents(configuration, shifts));
        root.set("routing", routing(configuration));
        return root;
    }

    private static ObjectNode types(Map<String, PastMatters.Type> types) {
        ObjectNode written = NODES.objectNode();
        types.keySet().stream().sorted().forEach(name -> {
            PastMatters.Type type = types.get(name);
            ObjectNode each = written.putObject(name);
            if (type != null) {
                each.put("desk", type.desk().value());
                each.put("channel", type.channel().name().toLowerCase(Locale.ROOT));
                each.put("weight", type.weight());
                ObjectNode needs = each.putObject("needs");
                for (SkillNeed need : type.needs()) {
                    needs.put(need.skill().value(), need.level());
                }
            }
        });
        return written;
    }

    private static ArrayNode agents(Configuration configuration, Map<AgentId, List<Period>> shifts) {
        ArrayNode written = NODES.arrayNode();
        for (AgentProfile profile : configuration.agents()) {
            List<Period> worked = shifts.getOrDefault(profile.id(), List.of());
            if (profile.active() && profile.capacity() > 0 && !profile.desks().isEmpty() && !worked.isEmpty()) {
                written.add(agent(profile, worked));
            }
        }
        return written;
    }

    private static ObjectNode agent(AgentProfile profile, List<Period> worked) {
        ObjectNode written = NODES.objectNode();
        written.put("name", profile.id().value());
        written.put("capacity", profile.capacity());
        written.put("supervisor", profile.supervisor());
        ArrayNode desks = written.putArray("desks");
        profile.desks().stream().map(DeskId::value).sorted().forEach(desks::add);
        ObjectNode skills = written.putObject("skills");
        profile.skills().forEach((skill, level) -> skills.put(skill.value(), level));
        ObjectNode limits = written.putObject("limits");
        for (Map.Entry<Channel, Integer> limit : profile.limits().entrySet()) {
            limits.put(limit.getKey().name().toLowerCase(Locale.ROOT), limit.getValue());
        }
        ArrayNode shifts = written.putArray("shifts");
        for (Period period : worked) {
            ObjectNode shift = shifts.addObject();
            shift.put("from", period.from());
            if (Double.isFinite(period.to())) {
                shift.put("to", period.to());
            }
        }
        return written;
    }

    private static ObjectNode routing(Configuration configuration) {
        Policy policy = configuration.policy();
        ObjectNode written = NODES.objectNode();
        written.put("priorityPoint", seconds(policy.priorityPoint()));
        written.put("lastAgentFor", seconds(policy.lastAgentFor()));
        ObjectNode desks = written.putObject("desks");
        for (DeskId desk : configuration.desks()) {
            desks.set(desk.value(), desk(configuration.policy(desk)));
        }
        return written;
    }

    private static ObjectNode desk(DeskPolicy policy) {
        ObjectNode written = NODES.objectNode();
        written.put("choice", code(policy.choosing()));
        written.put("order", code(policy.ordering()));
        Map<dev.onethread.routing.core.PriorityClass, Duration> worth = policy.worth();
        if (worth != null) {
            ObjectNode classes = written.putObject("worth");
            worth.forEach((each, time) -> classes.put(each.code(), seconds(time)));
        }
        written.put("dueAfter", seconds(policy.dueUnlessSet()));
        if (policy.offering().ring()) {
            ObjectNode offers = written.putObject("offers");
            offers.put("ringFor", seconds(policy.offering().ringFor()));
            offers.put("silences", policy.offering().silences());
        }
        written.put("lastAgentFor", seconds(policy.lastAgentFor()));
        written.put("lastAgentWait", seconds(policy.lastAgentWait()));
        Duration rest = policy.restAfter();
        if (rest != null) {
            written.put("restAfter", seconds(rest));
        }
        DeskPolicy.Overflow overflow = policy.overflow();
        if (overflow != null) {
            ObjectNode over = written.putObject("overflow");
            over.put("to", overflow.to().value());
            over.put("after", seconds(overflow.after()));
        }
        DeskHours hours = policy.hours();
        if (hours != null) {
            written.set("hours", HoursWriter.write(hours));
        }
        return written;
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
