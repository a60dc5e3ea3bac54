package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MailThread;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.ReplyAddress;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The addresses of customers as routing and their own messages name them; changed only under the lock of the
/// customer's conversation.
public final class Addresses {
    private static final String USED = """
            INSERT INTO customer_address (address, customer, door, last_used_at, mail_thread)
            SELECT address, customer, door, last_used_at, mail_thread
            FROM json_to_recordset($1::text::json) AS used (address text, customer uuid, door text,
                last_used_at timestamptz, mail_thread jsonb) ORDER BY address
            ON CONFLICT (address) DO UPDATE SET door = EXCLUDED.door,
                last_used_at = greatest(customer_address.last_used_at, EXCLUDED.last_used_at),
                mail_thread = coalesce(EXCLUDED.mail_thread, customer_address.mail_thread)
            """;
    /// Whose an address is was said by routing, whose word counts as long as no later one comes.
    private static final String LINKED = """
            INSERT INTO customer_address AS a (address, customer, door, name, version, reachable, reason)
            VALUES ($1, $2, $3, $4, $5, coalesce($6, true), $7)
            ON CONFLICT (address) DO UPDATE SET customer = EXCLUDED.customer, version = EXCLUDED.version,
                name = coalesce(EXCLUDED.name, a.name),
                reachable = CASE WHEN $6::boolean IS NULL THEN a.reachable ELSE $6 END,
                reason = CASE WHEN $6::boolean IS NULL THEN a.reason ELSE $7 END
            WHERE EXCLUDED.version >= a.version
            """;
    private static final String STATE =
            "UPDATE customer_address SET reachable = $2, reason = $3, blocked = coalesce($5, blocked) WHERE address = $1 AND customer = $4";
    private static final String OF_CUSTOMER = """
            SELECT address, door, name, reachable, reason, blocked, last_used_at, mail_thread::text AS mail_thread
            FROM customer_address WHERE customer = $1 ORDER BY last_used_at DESC NULLS LAST, address
            """;

    private Addresses() {}

    /// One address as it is kept; `thread` are the headers of the last mail from it.
    record Kept(
            ReplyAddress.Known known,
            Door door,
            @Nullable String name,
            @Nullable String reason,
            boolean blocked,
            @Nullable MailThread thread) {}

    /// A customer wrote from an address through a door.
    @JsonNaming(SnakeCaseStrategy.class)
    record Used(
            String address,
            UUID customer,
            String door,
            Instant lastUsedAt,
            @Nullable MailThread mailThread) {
        static Used of(CustomerId customer, MessageReceived message) {
            return new Used(
                    Json.cleaned(message.address().key()),
                    customer.value(),
                    Json.cleaned(message.door().key()),
                    message.receivedAt(),
                    message.mail());
        }
    }

    /// At most one use of each address, the last.
    static void used(Tx tx, Collection<Used> uses) {
        tx.write(USED, Json.of(uses));
    }

    public static void linked(Tx tx, CustomerEvent.AddressLinked event) {
        tx.update(
                LINKED,
                event.address().key(),
                event.customer().value(),
                event.door().key(),
                Json.clean(event.name()),
                event.version() == null ? 1L : event.version(),
                event.reachable(),
                Json.clean(event.reason()));
    }

    public static void state(Tx tx, CustomerEvent.AddressStateChanged event) {
        tx.update(
                STATE,
                event.address().key(),
                event.reachable(),
                Json.clean(event.reason()),
                event.customer().value(),
                event.blocked());
    }

    static List<Kept> of(Tx tx, UUID customer) {
        List<Kept> kept = new ArrayList<>();
        tx.query(OF_CUSTOMER, customer).forEach(row -> kept.add(kept(row)));
        return kept;
    }

    static Kept kept(Row row) {
        String thread = row.getString("mail_thread");
        return new Kept(
                new ReplyAddress.Known(
                        Address.parse(row.getString("address")),
                        row.getBoolean("reachable"),
                        ConversationRow.instant(row, "last_used_at")),
                ConversationRow.door(row.getString("door")),
                row.getString("name"),
                row.getString("reason"),
                row.getBoolean("blocked"),
                thread == null ? null : Json.read(thread, MailThread.class));
    }

    static String ofCustomer() {
        return OF_CUSTOMER;
    }
}
