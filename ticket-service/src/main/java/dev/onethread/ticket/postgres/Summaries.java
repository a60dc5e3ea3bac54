package dev.onethread.ticket.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.ticket.core.Work;
import dev.onethread.ticket.screen.Details.Page;
import dev.onethread.ticket.screen.People.Counts;
import dev.onethread.ticket.screen.Summary;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The lists, and single conversations as lists show them.
@ApplicationScoped
public class Summaries {
    private static final String SELECT = """
            SELECT c.id, c.version, c.customer, c.customer_name, c.channels, c.address, c.door, c.subject, c.preview,
                c.preview_by, c.last_at, c.waiting_since, c.unanswered, c.work_state, c.desk, c.agent, c.work_since,
                c.work_until, c.priority, c.needs::text AS needs, c.steps::text AS steps, c.tags, c.vip, c.work_reason, c.excess, c.offer_agent, c.offer_until,
                c.offer_from, c.last_seq, c.last_place, u.name AS agent_name, o.name AS offer_name, f.name AS from_name,
                t.id AS ticket, t.number, t.state AS ticket_state, t.opened_at, t.resolved_at,
                t.subject AS ticket_subject, c.profile,
                CASE WHEN c.absorbed_by IS NULL THEN NULL ELSE survivor_of(c.id) END AS survivor,
                CASE WHEN EXISTS (SELECT FROM conversation s WHERE s.absorbed_by = c.id) THEN strands_of(c.id)
                    ELSE ARRAY[c.id] END AS strands
            FROM conversation c LEFT JOIN app_user u ON u.id = c.agent LEFT JOIN app_user o ON o.id = c.offer_agent
                LEFT JOIN app_user f ON f.id = c.offer_from LEFT JOIN ticket t ON t.id = c.ticket
            """;
    private static final String BY_IDS = SELECT + "WHERE c.id = ANY($1) AND c.last_seq > 0";
    /// `$2`, `$3` are the cursor, `$5` the pattern sought; null means from the beginning and anything.
    private static final String SOUGHT =
            " AND ($5::text IS NULL OR c.customer_name ILIKE $5 OR c.subject ILIKE $5 OR c.preview ILIKE $5)";
    private static final String NEWEST_FIRST = " AND ($2::timestamptz IS NULL OR (c.last_at, c.id) < ($2, $3::uuid))"
            + SOUGHT + " ORDER BY c.last_at DESC, c.id DESC LIMIT $4";
    private static final String MINE = SELECT
            + "WHERE c.agent = $1 AND c.work_state IN ('assigned', 'held') AND c.absorbed_by IS NULL" + NEWEST_FIRST;
    private static final String ALL =
            SELECT + "WHERE $1::text IS NOT NULL AND c.last_seq > 0 AND c.absorbed_by IS NULL" + NEWEST_FIRST;
    private static final String QUEUE = SELECT
            + "WHERE $1::text IS NOT NULL AND c.work_state = 'queued' AND c.absorbed_by IS NULL"
            + " AND ($2::timestamptz IS NULL OR (c.work_since, c.id) > ($2, $3::uuid))" + SOUGHT
            + " ORDER BY c.work_since, c.id LIMIT $4";
    private static final String QUEUED =
            "SELECT count(*) FROM conversation WHERE work_state = 'queued' AND absorbed_by IS NULL";
    private static final String EVERYTHING =
            "SELECT count(*) FROM conversation WHERE last_seq > 0 AND absorbed_by IS NULL";
    private static final String OWNED = """
            SELECT agent, count(*) FROM conversation
            WHERE work_state IN ('assigned', 'held') AND agent = ANY($1) AND absorbed_by IS NULL GROUP BY agent
            """;
    private static final String OFFERED = SELECT + "WHERE c.offer_agent = $1 ORDER BY c.offer_until, c.id";
    /// Who would be next by waiting and priority together: a point counts as a minute, none said as normal
    /// (20). A desk may see it otherwise: this only chooses whom to show where more wait than a screen holds.
    private static final String WAITING = SELECT + """
            WHERE c.work_state IN ('queued', 'offered')
            ORDER BY c.work_since AT TIME ZONE 'UTC' - coalesce(nullif(c.priority, 0), 20) * interval '1 minute', c.id LIMIT $1
            """;
    private static final String OF_AGENT = SELECT + """
            WHERE c.agent = $1 AND c.work_state IN ('assigned', 'held') ORDER BY c.last_at DESC, c.id DESC LIMIT $2
            """;

    private final Database database;

    Summaries(Database database) {
        this.database = database;
    }

    /// Which list.
    public enum Which {
        MINE,
        QUEUE,
        ALL
    }

    public Optional<Summary> find(UUID id) {
        return byIds(List.of(id)).values().stream().findFirst();
    }

    public Map<UUID, Summary> byIds(Collection<UUID> ids) {
        Map<UUID, Summary> found = new HashMap<>();
        for (Row row : database.query(BY_IDS, (Object) ids.toArray(UUID[]::new))) {
            Summary summary = summary(row);
            found.put(summary.id(), summary);
        }
        return found;
    }

    public Page<Summary> list(Which which, String agent, @Nullable Cursor after, int limit, @Nullable String sought) {
        RowSet<Row> rows = database.query(
                sql(which),
                agent,
                after == null ? null : Tickets.time(after.at()),
                after == null ? null : after.id(),
                limit + 1,
                sought == null ? null : "%" + escaped(sought) + "%");
        List<Row> found = new ArrayList<>();
        rows.forEach(found::add);
        boolean more = found.size() > limit;
        List<Summary> items =
                found.stream().limit(limit).map(Summaries::summary).toList();
        return new Page<>(items, more ? next(which, found.get(limit - 1)) : null);
    }

    public Counts counts(String agent) {
        long mine = owned(List.of(agent)).getOrDefault(agent, 0L);
        return new Counts(mine, queued(), everything());
    }

    /// What the agent is asked to take, the most urgent first.
    public List<Summary> offered(String agent) {
        return summaries(database.query(OFFERED, agent));
    }

    /// What waits or is offered, whoever would be next first.
    public List<Summary> waiting(int limit) {
        return summaries(database.query(WAITING, limit));
    }

    /// What an agent has, the liveliest first.
    public List<Summary> ownedBy(String agent, int limit) {
        return summaries(database.query(OF_AGENT, agent, limit));
    }

    private static List<Summary> summaries(RowSet<Row> rows) {
        List<Summary> found = new ArrayList<>();
        rows.forEach(row -> found.add(summary(row)));
        return found;
    }

    public Map<String, Long> owned(Collection<String> agents) {
        Map<String, Long> owned = new HashMap<>();
        for (Row row : database.query(OWNED, (Object) agents.toArray(String[]::new))) {
            owned.put(row.getString(0), row.getLong(1));
        }
        return owned;
    }

    public long queued() {
        return database.query(QUEUED).iterator().next().getLong(0);
    }

    public long everything() {
        return database.query(EVERYTHING).iterator().next().getLong(0);
    }

    private static String sql(Which which) {
        return switch (which) {
            case MINE -> MINE;
            case QUEUE -> QUEUE;
            case ALL -> ALL;
        };
    }

    private static String next(Which which, Row last) {
        OffsetDateTime at = last.getOffsetDateTime(which == Which.QUEUE ? "work_since" : "last_at");
        return new Cursor(at.toInstant(), last.getUUID("id")).text();
    }

    private static String escaped(String sought) {
        return Json.cleaned(sought).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Summary summary(Row row) {
        String address = row.getString("address");
        String door = row.getString("door");
        UUID customer = row.getUUID("customer");
        return new Summary(
                row.getUUID("id"),
                row.getLong("version"),
                new Summary.Customer(customer == null ? "" : customer.toString(), name(row, address)),
                address == null ? "web" : ConversationRow.channel(address).prefix(),
                Arrays.asList(row.getArrayOfStrings("channels")),
                door == null ? null : Entries.door(door),
                row.getString("subject"),
                Optional.ofNullable(row.getString("preview")).orElse(""),
                Optional.ofNullable(row.getString("preview_by")).orElse("event"),
                row.getOffsetDateTime("last_at").toInstant(),
                ConversationRow.instant(row, "waiting_since"),
                row.getInteger("unanswered"),
                work(row),
                row.getUUID("ticket") == null ? null : ticket(row),
                row.getLong("last_seq"),
                row.getLong("last_place"),
                row.getUUID("survivor"),
                Arrays.asList(row.getArrayOfUUIDs("strands")),
                row.getLong("profile"));
    }

    /// A mail address is a fair name for somebody who gave none; a chat's number is not.
    private static String name(Row row, @Nullable String address) {
        String name = row.getString("customer_name");
        if (name != null && !name.isBlank()) {
            return name;
        }
        return address != null && address.startsWith("mail:") ? address.substring("mail:".length()) : "";
    }

    private static Summary.WorkView work(Row row) {
        Instant since = ConversationRow.instant(row, "work_since");
        Work.Demand demand = ConversationRow.demand(row);
        return new Summary.WorkView(
                row.getString("work_state"),
                row.getString("desk"),
                row.getString("agent"),
                row.getString("agent_name"),
                since,
                ConversationRow.instant(row, "work_until"),
                demand.priority(),
                demand.needs(),
                demand.steps(),
                demand.tags(),
                demand.vip(),
                row.getString("work_reason"),
                row.getInteger("excess"),
                offer(row));
    }

    private static Summary.@Nullable OfferView offer(Row row) {
        String agent = row.getString("offer_agent");
        Instant until = ConversationRow.instant(row, "offer_until");
        return agent == null || until == null
                ? null
                : new Summary.OfferView(
                        agent,
                        row.getString("offer_name"),
                        until,
                        row.getString("offer_from"),
                        row.getString("from_name"));
    }

    private static Summary.TicketView ticket(Row row) {
        return new Summary.TicketView(
                row.getUUID("ticket"),
                row.getLong("number"),
                row.getString("ticket_state"),
                row.getOffsetDateTime("opened_at").toInstant(),
                ConversationRow.instant(row, "resolved_at"),
                row.getString("ticket_subject"));
    }
}
