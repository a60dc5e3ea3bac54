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
        int priority,
        List<SkillNeed> needs,
        @Nullable String workReason,
        @Nullable UUID ticket) {
    static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};

    static final String COLUMNS = """
            id, customer, customer_name, version, last_seq, last_place, subject, preview, preview_by, last_at, unanswered,
            waiting_since, address, door, channels, work_state, desk, agent, work_since, priority,
            needs::text AS needs, work_reason, ticket
            """;

    static final String UPDATE = """
            UPDATE conversation c SET version = c.version + 1, customer = n.customer, customer_name = n.customer_name,
                last_seq = n.last_seq, last_place = n.last_place, subject = n.subject, preview = n.preview,
                preview_by = n.preview_by, last_at = n.last_at, unanswered = n.unanswered,
                waiting_since = n.waiting_since, address = n.address, door = n.door, channels = n.channels,
                work_state = n.work_state, desk = n.desk, agent = n.agent, work_since = n.work_since,
                priority = n.priority, needs = n.needs, work_reason = n.work_reason, ticket = n.ticket
            FROM json_to_recordset($1::text::json) AS n (id uuid, customer uuid, customer_name text, last_seq bigint,
                last_place bigint, subject text, preview text, preview_by text, last_at timestamptz, unanswered int,
                waiting_since timestamptz, address text, door text, channels text[], work_state text, desk text,
                agent text, work_since timestamptz, priority int, needs jsonb, work_reason text, ticket uuid)
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
                w.priority(),
                w.needs(),
                w.reason(),
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
                row.getInteger("priority"),
                Json.read(row.getString("needs"), NEEDS),
                row.getString("work_reason"));
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
