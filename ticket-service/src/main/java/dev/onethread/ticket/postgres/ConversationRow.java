package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Glance;
import dev.onethread.ticket.core.Ticket;
import dev.onethread.ticket.core.Words;
import dev.onethread.ticket.core.Work;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation in the form of its table's columns.
@JsonNaming(SnakeCaseStrategy.class)
record ConversationRow(
        UUID id,
        @Nullable UUID customer,
        @Nullable String customerName,
        long lastSeq,
        long lastPlace,
        @Nullable String subject,
        @Nullable String preview,
        @Nullable String previewBy,
        Instant lastAt,
        int unanswered,
        @Nullable Instant waitingSince,
        @Nullable String address,
        @Nullable String door,
        Set<String> channels,
        String workState,
        @Nullable String desk,
        @Nullable String agent,
        @Nullable Instant workSince,
        @Nullable Instant workUntil,
        int priority,
        List<SkillNeed> needs,
        @Nullable List<NeedStep> steps,
        List<String> tags,
        boolean vip,
        @Nullable String workReason,
        int excess,
        @Nullable String offerAgent,
        @Nullable Instant offerUntil,
        @Nullable String offerFrom,
        @Nullable UUID ticket) {
    static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};
    private static final TypeReference<List<NeedStep>> STEPS = new TypeReference<>() {};

    static final String COLUMNS = """
            id, customer, customer_name, version, last_seq, last_place, subject, preview, preview_by, last_at, unanswered,
            waiting_since, address, door, channels, work_state, desk, agent, work_since, work_until,
            priority, needs::text AS needs, steps::text AS steps, tags, vip, work_reason, excess, offer_agent, offer_until, offer_from, ticket
            """;

    static final String UPDATE = """
            UPDATE conversation c SET version = c.version + 1, customer = n.customer, customer_name = n.customer_name,
                last_seq = n.last_seq, last_place = n.last_place, subject = n.subject, preview = n.preview,
                preview_by = n.preview_by, last_at = n.last_at, unanswered = n.unanswered,
                waiting_since = n.waiting_since, address = n.address, door = n.door, channels = n.channels,
                work_state = n.work_state, desk = n.desk, agent = n.agent, work_since = n.work_since,
                work_until = n.work_until, priority = n.priority, needs = n.needs, steps = n.steps, tags = n.tags,
                vip = n.vip, work_reason = n.work_reason,
                excess = n.excess, offer_agent = n.offer_agent, offer_until = n.offer_until,
                offer_from = n.offer_from, ticket = n.ticket
            FROM json_to_recordset($1::text::json) AS n (id uuid, customer uuid, customer_name text, last_seq bigint,
                last_place bigint, subject text, preview text, preview_by text, last_at timestamptz, unanswered int,
                waiting_since timestamptz, address text, door text, channels text[], work_state text, desk text,
                agent text, work_since timestamptz, work_until timestamptz, priority int, needs jsonb, steps jsonb, tags text[], vip boolean, work_reason text,
                excess int, offer_agent text, offer_until timestamptz, offer_from text, ticket uuid)
            WHERE c.id = n.id
            """;

    static ConversationRow of(Conversation c) {
        Glance g = c.glance();
        Work w = c.work();
        return new ConversationRow(
                c.id().value(),
                c.customer() == null ? null : c.customer().value(),
                Json.clean(c.customerName()),
                c.lastSeq(),
                c.lastPlace(),
                Json.clean(g.subject()),
                Json.clean(g.preview()),
                g.previewBy() == null ? null : Words.of(g.previewBy()),
                g.lastAt(),
                g.unanswered(),
                g.waitingSince(),
                g.address() == null ? null : g.address().key(),
                g.door() == null ? null : g.door().key(),
                g.channels(),
                Words.of(w.state()),
                w.desk() == null ? null : w.desk().value(),
                w.agent() == null ? null : w.agent().value(),
                w.since(),
                w.until(),
                w.demand().priority(),
                w.demand().needs(),
                w.demand().steps(),
                w.demand().tags().stream().map(Json::cleaned).toList(),
                w.demand().vip(),
                w.reason(),
                w.excess(),
                w.offer() == null ? null : w.offer().agent().value(),
                w.offer() == null ? null : w.offer().until(),
                w.offer() == null || w.offer().from() == null
                        ? null
                        : w.offer().from().value(),
                c.ticket() == null ? null : c.ticket().id().value());
    }

    /// The conversation a row of [#COLUMNS] holds; `ticket` is the one it names.
    static Conversation read(Row row, @Nullable Ticket ticket) {
        UUID customer = row.getUUID("customer");
        return new Conversation(
                new ConversationId(row.getUUID("id")),
                customer == null ? null : new CustomerId(customer),
                row.getString("customer_name"),
                row.getLong("version"),
                row.getLong("last_seq"),
                row.getLong("last_place"),
                glance(row),
                work(row),
                ticket);
    }

    private static Glance glance(Row row) {
        String by = row.getString("preview_by");
        String address = row.getString("address");
        String door = row.getString("door");
        return new Glance(
                row.getString("subject"),
                row.getString("preview"),
                by == null ? null : Words.read(Glance.By.class, by),
                row.getOffsetDateTime("last_at").toInstant(),
                row.getInteger("unanswered"),
                instant(row, "waiting_since"),
                address == null ? null : Address.parse(address),
                door == null ? null : door(door),
                Set.of(row.getArrayOfStrings("channels")));
    }

    private static Work work(Row row) {
        String desk = row.getString("desk");
        String agent = row.getString("agent");
        return new Work(
                Words.read(Work.State.class, row.getString("work_state")),
                desk == null ? null : new DeskId(desk),
                agent == null ? null : new AgentId(agent),
                instant(row, "work_since"),
                instant(row, "work_until"),
                demand(row),
                row.getString("work_reason"),
                row.getInteger("excess"),
                offer(row));
    }

    static Work.Demand demand(Row row) {
        String steps = row.getString("steps");
        return new Work.Demand(
                row.getInteger("priority"),
                Json.read(row.getString("needs"), NEEDS),
                steps == null ? null : Json.read(steps, STEPS),
                List.of(row.getArrayOfStrings("tags")),
                row.getBoolean("vip"));
    }

    private static Work.@Nullable Offer offer(Row row) {
        String agent = row.getString("offer_agent");
        Instant until = instant(row, "offer_until");
        String from = row.getString("offer_from");
        return agent == null || until == null
                ? null
                : new Work.Offer(new AgentId(agent), until, from == null ? null : new AgentId(from));
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /// Reads what [Door#key()] wrote.
    static Door door(String key) {
        Address parts = Address.parse(key);
        return new Door(parts.channel(), parts.value());
    }

    static Channel channel(String key) {
        return Address.parse(key).channel();
    }
}
