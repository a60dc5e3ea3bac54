package dev.onethread.routing.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.AgentState;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.PriorityClass;
import dev.onethread.routing.core.WhyNot.Standing;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How agents and queues stand by the tables, for whoever asks a replica that does not dispatch the pool.
@ApplicationScoped
public class Standings {
    private static final String HELD = """
            select agent, channel, count(*)::int as held from work
            where pool = $1 and agent is not null and channel is not null and state in ('ASSIGNED', 'OFFERED')
                and not resting
            group by agent, channel
            """;

    /// By the desk's ordering: its class first (all alike where classes are not strict), then the time that
    /// ranks it.
    private static final String PLACE = """
            with ranked as (
                select conversation, row_number() over (order by ($3::int[])[priority + 1],
                    case when $4 then coalesce(due_at, since + make_interval(secs => $5))
                        else since - make_interval(secs => ($6::float8[])[priority + 1]) end, conversation) as place
                from work where pool = $1 and desk = $2 and state = 'QUEUED')
            select place, (select count(*) from ranked) as waiting from ranked where conversation = $7
            """;

    private static final int PRIORITIES = 101;

    private final AgentStates states;

    Standings(AgentStates states) {
        this.states = states;
    }

    /// A place in a queue, from 1, of so many.
    public record Place(long place, long of) {}

    /// Every agent of a pool.
    public List<Standing> agents(Tx tx, PoolId pool, Configuration configuration) {
        Map<AgentId, Map<Channel, Integer>> held = new HashMap<>();
        for (Row row : tx.query(HELD, pool.value())) {
            held.computeIfAbsent(new AgentId(row.getString("agent")), each -> new EnumMap<>(Channel.class))
                    .put(Channel.valueOf(row.getString("channel")), row.getInteger("held"));
        }
        Map<AgentId, AgentStates.Kept> kept = new HashMap<>();
        states.all(tx, pool).forEach(each -> kept.put(each.state().agent(), each));
        List<Standing> standings = new ArrayList<>();
        for (AgentProfile profile : configuration.agents()) {
            AgentStates.Kept state =
                    kept.getOrDefault(profile.id(), new AgentStates.Kept(AgentState.unseen(profile.id()), 0));
            standings.add(new Standing(
                    profile, presence(state.state()), state.load(), held.getOrDefault(profile.id(), Map.of())));
        }
        return standings;
    }

    private static Presence presence(AgentState state) {
        return state.connected() ? state.seen() : Presence.OFFLINE;
    }

    /// Where a waiting conversation stands in its desk's queue; 0 of 0 for one that does not wait.
    public Place place(Tx tx, PoolId pool, DeskPolicy policy, Duration priorityPoint, ConversationId id) {
        Integer[] classes = new Integer[PRIORITIES];
        Double[] worth = new Double[PRIORITIES];
        boolean strict = policy.ordering() == DeskPolicy.Ordering.STRICT_CLASSES;
        for (int priority = 0; priority < PRIORITIES; priority++) {
            classes[priority] = strict ? -PriorityClass.of(priority).ordinal() : 0;
            worth[priority] = strict ? 0.0 : worth(policy, priorityPoint, priority);
        }
        for (Row row : tx.query(
                PLACE,
                pool.value(),
                policy.desk().value(),
                classes,
                policy.ordering() == DeskPolicy.Ordering.SLA_DUE,
                (double) policy.dueUnlessSet().toSeconds(),
                worth,
                id.value())) {
            return new Place(row.getLong("place"), row.getLong("waiting"));
        }
        return new Place(0, 0);
    }

    private static double worth(DeskPolicy policy, Duration priorityPoint, int priority) {
        Map<PriorityClass, Duration> worth = policy.worth();
        return worth == null
                ? (double) priorityPoint.toSeconds() * PriorityClass.aboveNormal(priority)
                : worth.getOrDefault(PriorityClass.of(priority), Duration.ZERO).toSeconds();
    }
}
