package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Database;
import dev.onethread.ticket.core.ReplyAddress;
import dev.onethread.ticket.core.Words;
import dev.onethread.ticket.screen.Details.AddressView;
import dev.onethread.ticket.screen.Details.ReplyView;
import dev.onethread.ticket.screen.Summary;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands beside an open conversation: the customer's addresses and tickets.
@ApplicationScoped
public class Beside {
    private static final String TICKETS = """
            SELECT id, number, state, opened_at, resolved_at, subject FROM ticket
            WHERE conversation = ANY($1) ORDER BY number DESC LIMIT 50
            """;

    private static final String CONVERSATION_OF_ADDRESS = """
            SELECT c.id FROM customer_address a JOIN conversation c ON c.customer = a.customer WHERE a.address = $1
            """;
    private static final String CONVERSATION_OF_TICKET = "SELECT conversation FROM ticket WHERE id = $1";

    private final Database database;

    Beside(Database database) {
        this.database = database;
    }

    /// Addresses in the order of their last use, and the one an answer goes to by default.
    public record Reach(
            List<AddressView> addresses, @Nullable ReplyView reply) {}

    public Reach reach(String customer) {
        List<Addresses.Kept> kept = new ArrayList<>();
        if (!customer.isEmpty()) {
            database.query(Addresses.ofCustomer(), UUID.fromString(customer))
                    .forEach(row -> kept.add(Addresses.kept(row)));
        }
        ReplyView reply = ReplyAddress.choose(
                        kept.stream().map(Addresses.Kept::known).toList())
                .map(chosen -> new ReplyView(chosen.to().key(), Words.of(chosen.reason())))
                .orElse(null);
        return new Reach(kept.stream().map(Beside::view).toList(), reply);
    }

    /// Those of a conversation and of what became part of it.
    public List<Summary.TicketView> tickets(Collection<UUID> strands) {
        List<Summary.TicketView> tickets = new ArrayList<>();
        for (Row row : database.query(TICKETS, (Object) strands.toArray(UUID[]::new))) {
            tickets.add(new Summary.TicketView(
                    row.getUUID("id"),
                    row.getLong("number"),
                    row.getString("state"),
                    row.getOffsetDateTime("opened_at").toInstant(),
                    ConversationRow.instant(row, "resolved_at"),
                    row.getString("subject")));
        }
        return tickets;
    }

    public @Nullable UUID conversationOf(Address address) {
        var rows = database.query(CONVERSATION_OF_ADDRESS, address.key()).iterator();
        return rows.hasNext() ? rows.next().getUUID(0) : null;
    }

    public @Nullable UUID conversationOfTicket(UUID ticket) {
        var rows = database.query(CONVERSATION_OF_TICKET, ticket).iterator();
        return rows.hasNext() ? rows.next().getUUID(0) : null;
    }

    private static AddressView view(Addresses.Kept kept) {
        Address address = kept.known().address();
        return new AddressView(
                address.key(),
                address.channel().prefix(),
                label(kept),
                kept.door().name(),
                kept.known().reachable(),
                kept.reason(),
                kept.blocked(),
                kept.known().lastUsed());
    }

    private static String label(Addresses.Kept kept) {
        Address address = kept.known().address();
        if (address.channel() == Channel.MAIL) {
            return address.value();
        }
        String name = kept.name();
        return name == null || name.isBlank() ? address.value() : name;
    }
}
