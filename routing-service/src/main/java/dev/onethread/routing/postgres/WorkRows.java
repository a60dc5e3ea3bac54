package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Demand;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Requirements;
import dev.onethread.routing.core.Steps;
import dev.onethread.routing.core.Unanswered;
import dev.onethread.routing.core.Work;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a conversation lies in the table `work`. One of these reads many rows of one query: what many of
/// them ask for alike is read once, and where a column stands is looked up once.
final class WorkRows {
    private static final String EMPTY = "[]";
    private static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};
    private static final TypeReference<List<NeedStep>> STEPS = new TypeReference<>() {};
    private static final TypeReference<List<Pass>> PASSES = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Unanswered.Span>> SPANS = new TypeReference<>() {};
    private static final TypeReference<Work.Asked> ASKED = new TypeReference<>() {};

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<NeedStep>> steps = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();

    Conversation conversation(Row row) {
        String channel = row.getString(place(row, "channel"));
        String lastAgent = row.getString(place(row, "last_agent"));
        Demand demand = new Demand(
                new DeskId(row.getString(place(row, "desk"))),
                row.getInteger(place(row, "priority")),
                steps(row.getString(place(row, "needs")), row.getString(place(row, "steps"))),
                row.getInteger(place(row, "weight")),
                texts(row.getString(place(row, "rules"))),
                row.getLong(place(row, "configuration_version")),
                channel == null ? null : Channel.valueOf(channel),
                row.getBoolean(place(row, "vip")),
                texts(row.getString(place(row, "tags"))),
                instant(row, "due_at"));
        return new Conversation(
                new ConversationId(row.getUUID(place(row, "id"))),
                work(row),
                demand,
                row.getLong(place(row, "last_place")),
                row.getLong(place(row, "answered_place")),
                row.getLong(place(row, "closed_place")),
                unanswered(row.getString(place(row, "unanswered"))),
                lastAgent == null
                        ? null
                        : new Conversation.LastAgent(new AgentId(lastAgent), at(row, "last_agent_at")));
    }

    /// The driver looks a name up among all columns, each time.
    private int place(Row row, String column) {
        Integer known = places.get(column);
        if (known == null) {
            known = row.getColumnIndex(column);
            places.put(column, known);
        }
        return known;
    }

    private Work work(Row row) {
        AgentId agent = agent(row.getString(place(row, "agent")));
        return switch (row.getString(place(row, "state"))) {
            case "IDLE" -> new Work.Idle();
            case "QUEUED" ->
                new Work.Queued(
                        at(row, "since"),
                        passed(row),
                        row.getInteger(place(row, "step")),
                        row.getBoolean(place(row, "overflowed")),
                        agent(row.getString(place(row, "awaits"))));
            case "OFFERED" ->
                new Work.Offered(
                        Objects.requireNonNull(agent),
                        at(row, "since"),
                        at(row, "until"),
                        passed(row),
                        row.getInteger(place(row, "step")),
                        row.getBoolean(place(row, "overflowed")));
            case "ASSIGNED" -> {
                String asked = row.getString(place(row, "asked"));
                yield new Work.Assigned(
                        Objects.requireNonNull(agent),
                        at(row, "since"),
                        row.getInteger(place(row, "excess")),
                        instant(row, "rests_at"),
                        row.getBoolean(place(row, "resting")),
                        asked == null ? null : Json.read(asked, ASKED));
            }
            case "HELD" -> new Work.Held(agent, at(row, "since"), at(row, "until"));
            case "HANDING" ->
                new Work.Handing(
                        new PoolId(row.getString(place(row, "to_pool"))),
                        new DeskId(row.getString(place(row, "to_desk"))),
                        agent,
                        at(row, "since"));
            default -> throw new IllegalStateException("the schema allows no other state");
        };
    }

    /// Without steps of their own there is one: all of the needs.
    private List<NeedStep> steps(String needs, String written) {
        boolean plain = written.equals(EMPTY);
        return steps.computeIfAbsent(
                plain ? needs : written, text -> plain ? allOf(Json.read(text, NEEDS)) : Json.read(text, STEPS));
    }

    /// In the one form that all have who ask for the same.
    private static List<NeedStep> allOf(List<SkillNeed> needs) {
        return needs.isEmpty()
                ? Steps.ANYONE
                : List.of(NeedStep.forGood(Requirements.simplified(Requirement.all(needs))));
    }

    private List<String> texts(String written) {
        return written.equals(EMPTY) ? List.of() : texts.computeIfAbsent(written, text -> Json.read(text, TEXTS));
    }

    private List<Pass> passed(Row row) {
        String written = row.getString(place(row, "excluded"));
        return written.equals(EMPTY) ? List.of() : Json.read(written, PASSES);
    }

    private static Unanswered unanswered(String written) {
        return written.equals(EMPTY) ? Unanswered.NOTHING : new Unanswered(Json.read(written, SPANS));
    }

    static String list(List<?> values) {
        return values.isEmpty() ? EMPTY : Json.text(values);
    }

    /// None where the needs say it all.
    static List<NeedStep> steps(Demand demand) {
        return demand.steps().equals(allOf(demand.needs())) ? List.of() : demand.steps();
    }

    static String state(Work work) {
        return switch (work) {
            case Work.Idle idle -> "IDLE";
            case Work.Queued queued -> "QUEUED";
            case Work.Offered offered -> "OFFERED";
            case Work.Assigned assigned -> "ASSIGNED";
            case Work.Held held -> "HELD";
            case Work.Handing handing -> "HANDING";
        };
    }

    static @Nullable Instant since(Work work) {
        return switch (work) {
            case Work.Idle idle -> null;
            case Work.Queued queued -> queued.since();
            case Work.Offered offered -> offered.since();
            case Work.Assigned assigned -> assigned.since();
            case Work.Held held -> held.since();
            case Work.Handing handing -> handing.since();
        };
    }

    static @Nullable Instant until(Work work) {
        return switch (work) {
            case Work.Offered offered -> offered.until();
            case Work.Held held -> held.until();
            case Work.Idle idle -> null;
            case Work.Queued queued -> null;
            case Work.Assigned assigned -> null;
            case Work.Handing handing -> null;
        };
    }

    static List<Pass> passed(Work work) {
        return switch (work) {
            case Work.Queued queued -> queued.passed();
            case Work.Offered offered -> offered.passed();
            case Work.Idle idle -> List.of();
            case Work.Assigned assigned -> List.of();
            case Work.Held held -> List.of();
            case Work.Handing handing -> List.of();
        };
    }

    static int step(Work work) {
        return switch (work) {
            case Work.Queued queued -> queued.step();
            case Work.Offered offered -> offered.step();
            case Work.Idle idle -> 0;
            case Work.Assigned assigned -> 0;
            case Work.Held held -> 0;
            case Work.Handing handing -> 0;
        };
    }

    static boolean overflowed(Work work) {
        return switch (work) {
            case Work.Queued queued -> queued.overflowed();
            case Work.Offered offered -> offered.overflowed();
            case Work.Idle idle -> false;
            case Work.Assigned assigned -> false;
            case Work.Held held -> false;
            case Work.Handing handing -> false;
        };
    }

    static @Nullable String text(@Nullable AgentId agent) {
        return agent == null ? null : agent.value();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable AgentId agent(@Nullable String id) {
        return id == null ? null : new AgentId(id);
    }

    private Instant at(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(place(row, column)), column)
                .toInstant();
    }

    private @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(place(row, column));
        return time == null ? null : time.toInstant();
    }
}
