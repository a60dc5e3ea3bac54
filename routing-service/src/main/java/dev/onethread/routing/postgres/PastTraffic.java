package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.simulation.PastMatters.Decided;
import dev.onethread.routing.simulation.PastMatters.Kind;
import dev.onethread.routing.simulation.Period;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came to a desk, and when its agents were there, from the log of decisions and of agents.
@ApplicationScoped
public class PastTraffic {
    /// Matters that began in the period may end after it; so the log is read on for a while.
    private static final Duration AFTERWARDS = Duration.ofDays(2);

    private static final String DECIDED = """
            with met as (
                select distinct conversation from decision
                where at >= $1 and at < $2 and (desk = $3 or desk is null) and kind in ('assigned', 'queued'))
            select d.conversation, d.at, d.kind, d.since, coalesce(d.desk, w.desk) as desk,
                coalesce(d.priority, w.priority) as priority, d.needs::text as needs, w.weight, w.channel
            from decision d join met using (conversation) join work w using (conversation)
            where d.at >= $1 and d.at < $4 and d.kind <> 'refused'
            order by d.conversation, d.sequence
            limit $5
            """;

    private static final String AVAILABLE = """
            select p.agent, p.at, p.presence = 'AVAILABLE' as available
            from agent_past p join agent_desk d on d.agent = p.agent and d.desk = $3
            where p.at < $2 and p.turn >= coalesce(
                (select max(e.turn) from agent_past e where e.agent = p.agent and e.at <= $1), 0)
            order by p.agent, p.turn
            """;

    private static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};

    /// The log, conversation by conversation; nothing where it has more than `most` lines.
    public Optional<List<Decided>> decided(Tx tx, DeskId desk, Instant from, Instant to, int most) {
        List<Decided> decided = new ArrayList<>();
        for (Row row : tx.query(
                DECIDED,
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC),
                desk.value(),
                to.plus(AFTERWARDS).atOffset(ZoneOffset.UTC),
                most + 1)) {
            decided.add(decided(row));
        }
        return decided.size() > most ? Optional.empty() : Optional.of(decided);
    }

    private static Decided decided(Row row) {
        Kind kind = switch (row.getString("kind")) {
            case "assigned" -> Kind.OWNED;
            case "released", "handed-over" -> Kind.RELEASED;
            default -> Kind.WAITS;
        };
        var since = row.getOffsetDateTime("since");
        String channel = row.getString("channel");
        return new Decided(
                row.getUUID("conversation"),
                row.getOffsetDateTime("at").toInstant(),
                kind,
                since == null ? null : since.toInstant(),
                new DeskId(row.getString("desk")),
                row.getInteger("priority"),
                Json.read(row.getString("needs"), NEEDS),
                row.getInteger("weight"),
                channel == null ? Channel.WEB : Channel.valueOf(channel));
    }

    /// When each agent of a desk was available for new work, in seconds since `from`.
    public Map<AgentId, List<Period>> available(Tx tx, DeskId desk, Instant from, Instant to) {
        Map<AgentId, List<Period>> periods = new LinkedHashMap<>();
        AgentId agent = null;
        Double since = null;
        double end = seconds(from, to);
        for (Row row : tx.query(AVAILABLE, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), desk.value())) {
            AgentId each = new AgentId(row.getString("agent"));
            if (agent != null && !each.equals(agent)) {
                add(periods, agent, since, end);
                since = null;
            }
            agent = each;
            double at = Math.max(0, seconds(from, row.getOffsetDateTime("at").toInstant()));
            if (row.getBoolean("available")) {
                since = since == null ? at : since;
            } else {
                add(periods, agent, since, at);
                since = null;
            }
        }
        if (agent != null) {
            add(periods, agent, since, end);
        }
        return periods;
    }

    private static void add(Map<AgentId, List<Period>> periods, AgentId agent, @Nullable Double from, double to) {
        if (from != null && from < to) {
            periods.computeIfAbsent(agent, each -> new ArrayList<>()).add(new Period(from, to, null));
        }
    }

    private static double seconds(Instant from, Instant at) {
        return Duration.between(from, at).toMillis() / 1000.0;
    }
}
