package dev.onethread.routing.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.core.PriorityClass;
import dev.onethread.routing.simulation.AgentGroup;
import dev.onethread.routing.simulation.Arrivals;
import dev.onethread.routing.simulation.ContactType;
import dev.onethread.routing.simulation.Distribution;
import dev.onethread.routing.simulation.Period;
import dev.onethread.routing.simulation.Routing;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Trace;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a written scenario; the form is told in `deploy/bench/README.md`.
public final class ScenarioForm {
    /// A Monday.
    private static final String SOME_START = "2024-01-01T00:00:00Z";

    private ScenarioForm() {}

    /// @param trace the contacts of the trace the scenario names, null when it names none
    /// @throws WrongScenario naming the place
    public static Scenario read(JsonNode root, @Nullable Trace trace) {
        Written written = new Written(root, "");
        written.only(
                "name", "about", "start", "warmup", "horizon", "target", "types", "agents", "routing", "lines",
                "waiting", "closing", "trace");
        Routing routing = WrittenRouting.read(written.optional("routing"));
        List<ContactType> types = written.needed("types").entries((name, type) -> type(name, type, routing));
        List<AgentGroup> agents = written.needed("agents").elements().stream()
                .map(each -> agents(each, routing))
                .toList();
        Scenario.Lines lines = written.made(() ->
                new Scenario.Lines(written.maybe("lines", Written::whole), written.maybe("waiting", Written::whole)));
        return written.made(() -> new Scenario(
                written.needed("name").text(),
                start(written),
                written.or("warmup", Written::seconds, 0.0),
                written.needed("horizon").seconds(),
                written.or("target", Written::seconds, 60.0),
                types,
                agents,
                routing,
                lines,
                written.or("closing", each -> each.oneOf(Scenario.Closing.class), Scenario.Closing.WAIT),
                trace));
    }

    /// The trace file a scenario names.
    public static @Nullable String trace(JsonNode root) {
        return new Written(root, "").maybe("trace", Written::text);
    }

    private static Instant start(Written written) {
        String text = written.or("start", Written::text, SOME_START);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw written.needed("start").wrong("is a time such as " + SOME_START);
        }
    }

    private static ContactType type(String name, Written written, Routing routing) {
        written.only(
                "desk",
                "priority",
                "needs",
                "steps",
                "dueAfter",
                "weight",
                "channel",
                "arrivals",
                "service",
                "patience",
                "retry");
        ContactType.Retry retry = written.maybe("retry", ScenarioForm::retry);
        return written.made(() -> new ContactType(
                name,
                written.or("desk", each -> desk(each, routing), routing.desks().getFirst()),
                written.or("priority", ScenarioForm::priority, 0),
                written.or("needs", ScenarioForm::needs, List.of()),
                written.maybe("steps", each -> WrittenNeeds.steps(each, routing)),
                written.maybe("dueAfter", Written::seconds),
                written.or("weight", Written::whole, 1),
                written.or("channel", each -> each.oneOf(Channel.class), Channel.WEB),
                written.or("arrivals", WrittenTimes::arrivals, new Arrivals.Traced()),
                written.or("service", WrittenTimes::distribution, new Distribution.Constant(0)),
                written.or("patience", WrittenTimes::distribution, new Distribution.Never()),
                retry));
    }

    /// Points, or the name of a class.
    private static int priority(Written written) {
        return written.isText() ? written.oneOf(PriorityClass.class).points() : written.whole();
    }

    private static ContactType.Retry retry(Written written) {
        written.only("share", "after");
        return written.made(() -> new ContactType.Retry(
                written.needed("share").number(), WrittenTimes.distribution(written.needed("after"))));
    }

    static DeskId desk(Written written, Routing routing) {
        DeskId desk = new DeskId(written.text());
        if (!routing.desks().contains(desk)) {
            throw written.wrong("is no desk of routing.desks");
        }
        return desk;
    }

    private static List<SkillNeed> needs(Written written) {
        return written.entries((name, level) -> level.made(() -> new SkillNeed(new SkillId(name), level.whole())));
    }

    private static AgentGroup agents(Written written, Routing routing) {
        written.only("name", "count", "desks", "skills", "capacity", "supervisor", "limits", "answers", "shifts");
        Map<SkillId, Integer> skills = new LinkedHashMap<>();
        for (SkillNeed skill : written.or("skills", ScenarioForm::needs, List.<SkillNeed>of())) {
            skills.put(skill.skill(), skill.level());
        }
        Set<DeskId> desks = new HashSet<>(routing.desks());
        Written named = written.optional("desks");
        if (named != null) {
            desks.clear();
            named.elements().forEach(each -> desks.add(desk(each, routing)));
        }
        List<Period> shifts = new ArrayList<>();
        Written worked = written.optional("shifts");
        if (worked == null) {
            shifts.add(Period.ALWAYS);
        } else {
            worked.elements().forEach(each -> shifts.add(WrittenTimes.period(each.only("from", "to", "every"))));
        }
        return written.made(() -> new AgentGroup(
                written.needed("name").text(),
                written.or("count", Written::whole, 1),
                desks,
                skills,
                written.or("capacity", Written::whole, 1),
                written.or("supervisor", Written::truth, false),
                written.or("limits", ScenarioForm::limits, Map.of()),
                written.or("answers", ScenarioForm::answers, AgentGroup.Answers.AT_ONCE),
                shifts));
    }

    private static Map<Channel, Integer> limits(Written written) {
        Map<Channel, Integer> limits = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            Integer limit = written.only("telegram", "mail", "web")
                    .maybe(channel.name().toLowerCase(Locale.ROOT), Written::whole);
            if (limit != null) {
                limits.put(channel, limit);
            }
        }
        return limits;
    }

    private static AgentGroup.Answers answers(Written written) {
        written.only("share", "after", "backAfter");
        AgentGroup.Answers without = AgentGroup.Answers.AT_ONCE;
        return written.made(() -> new AgentGroup.Answers(
                written.or("share", Written::number, 1.0),
                written.or("after", WrittenTimes::distribution, without.after()),
                written.or("backAfter", WrittenTimes::distribution, without.backAfter())));
    }
}
