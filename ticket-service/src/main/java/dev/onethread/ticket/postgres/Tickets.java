package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.TicketId;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Ticket;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Tickets as rows; changed only under the lock of their conversation.
final class Tickets {
    private static final String CURRENT = """
            SELECT t.id, t.state, t.opened_at, t.first_seq, t.subject, t.resolved_at, t.resolved_by, t.resolved_up_to
            FROM conversation c JOIN ticket t ON t.id = c.ticket
            """;
    static final String OF_CONVERSATIONS = CURRENT + "WHERE c.id = ANY($1)";
    static final String OF_CUSTOMERS = CURRENT + "WHERE c.customer = ANY($1)";
    private static final String INSERT =
            "INSERT INTO ticket (id, conversation, state, subject, opened_at, first_seq) VALUES ($1, $2, 'open', $3, $4, $5)";
    private static final String UPDATE =
            "UPDATE ticket SET state = $2, resolved_at = $3, resolved_by = $4, resolved_up_to = $5 WHERE id = $1";

    private Tickets() {}

    /// By the ticket's id.
    static Map<UUID, Ticket> read(Iterable<Row> rows) {
        Map<UUID, Ticket> tickets = new HashMap<>();
        for (Row row : rows) {
            Ticket ticket = ticket(row);
            tickets.put(ticket.id().value(), ticket);
        }
        return tickets;
    }

    static void insert(Tx tx, ConversationId conversation, Ticket ticket) {
        tx.write(
                INSERT,
                ticket.id().value(),
                conversation.value(),
                Json.clean(ticket.subject()),
                time(ticket.openedAt()),
                ticket.firstSeq());
    }

    static void update(Tx tx, Ticket ticket) {
        switch (ticket.state()) {
            case Ticket.State.Open ignored -> tx.write(UPDATE, ticket.id().value(), "open", null, null, null);
            case Ticket.State.Resolved resolved ->
                tx.write(
                        UPDATE,
                        ticket.id().value(),
                        "resolved",
                        time(resolved.at()),
                        resolved.by().value(),
                        resolved.upTo());
        }
    }

    private static Ticket ticket(Row row) {
        Instant resolved = ConversationRow.instant(row, "resolved_at");
        Ticket.State state = resolved == null
                ? new Ticket.State.Open()
                : new Ticket.State.Resolved(
                        resolved, new AgentId(row.getString("resolved_by")), row.getLong("resolved_up_to"));
        return new Ticket(
                new TicketId(row.getUUID("id")),
                state,
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getLong("first_seq"),
                row.getString("subject"));
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
