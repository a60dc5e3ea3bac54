package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.RequestId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was asked about all that is held of customers, and what has come of it.
@ApplicationScoped
public class PrivacyTable {
    private static final String MAKE = """
            insert into privacy_request (id, kind, customer, conversations, addresses, asked_by, asked_at)
            values ($1, $2, $3, $4, $5::text::jsonb, $6, $7)
            """;

    private static final String FIND = "select *, addresses::text as by_channel from privacy_request where id = $1";

    private static final String NEWEST = """
            select *, addresses::text as by_channel from privacy_request
            where kind = $1 order by asked_at desc, id limit $2
            """;

    private static final String PARTS = """
            select request, service, done_at, counts::text as counts, blob from privacy_part
            where request = $1 order by done_at, service
            """;

    private static final String DONE = """
            insert into privacy_part (request, service, done_at, counts, blob)
            select $1, $2, $3, $4::text::jsonb, $5 where exists (select from privacy_request where id = $1)
            on conflict (request, service) do nothing
            """;

    private static final String ADDRESSES = """
            select channel, value from address where customer = any($1::uuid[]) or home = any($2::uuid[])
            order by channel, value
            """;

    private static final String EMPTIED = """
            update conversation set absorbed_by = null, shape = shape + 1, erased_by = $2 where id = any($1::uuid[])
            """;

    private static final String TAKEN = "insert into privacy_download (request, by) values ($1, $2)";
    private static final String DOWNLOADS = "select by, at from privacy_download where request = $1 order by id";

    private static final String OLD_EXPORTS = """
            delete from privacy_part where blob is not null and request in (select id from privacy_request
                where kind = 'export' and asked_at < clock_timestamp() - interval '1 day')
            returning blob
            """;

    private static final TypeReference<List<Count>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> BY_CHANNEL = new TypeReference<>() {};

    private final Database database;

    PrivacyTable(Database database) {
        this.database = database;
    }

    /// `addresses` is how many of each channel.
    public record Asked(
            RequestId id,
            String kind,
            UUID customer,
            int conversations,
            Map<String, Integer> addresses,
            String by,
            Instant at) {}

    /// What one service has done; `blob` is what it wrote of an export.
    public record Part(
            String service,
            Instant at,
            List<Count> counts,
            @Nullable String blob) {}

    public record Download(String by, Instant at) {}

    public void make(
            Tx tx,
            RequestId id,
            String kind,
            CustomerId customer,
            int conversations,
            List<Address> addresses,
            String by,
            Instant at) {
        Map<String, Integer> byChannel = new TreeMap<>();
        addresses.forEach(address -> byChannel.merge(address.channel().prefix(), 1, Integer::sum));
        tx.update(
                MAKE,
                id.value(),
                kind,
                customer.value(),
                conversations,
                Json.text(byChannel),
                by,
                at.atOffset(ZoneOffset.UTC));
    }

    public Optional<Asked> find(Tx tx, RequestId id) {
        for (Row row : tx.query(FIND, id.value())) {
            return Optional.of(asked(row));
        }
        return Optional.empty();
    }

    public List<Asked> newest(Tx tx, String kind, int limit) {
        List<Asked> newest = new ArrayList<>();
        tx.query(NEWEST, kind, limit).forEach(row -> newest.add(asked(row)));
        return newest;
    }

    private static Asked asked(Row row) {
        return new Asked(
                new RequestId(row.getUUID("id")),
                row.getString("kind"),
                row.getUUID("customer"),
                row.getInteger("conversations"),
                Json.read(row.getString("by_channel"), BY_CHANNEL),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant());
    }

    public List<Part> parts(Tx tx, RequestId id) {
        List<Part> parts = new ArrayList<>();
        for (Row row : tx.query(PARTS, id.value())) {
            parts.add(new Part(
                    row.getString("service"),
                    row.getOffsetDateTime("done_at").toInstant(),
                    Json.read(row.getString("counts"), COUNTS),
                    row.getString("blob")));
        }
        return parts;
    }

    public void done(Tx tx, RequestId id, Part part) {
        tx.update(
                DONE,
                id.value(),
                part.service(),
                part.at().atOffset(ZoneOffset.UTC),
                Json.text(part.counts()),
                part.blob());
    }

    /// Every address of these customers and conversations, whoever goes on for them.
    public List<Address> addresses(Tx tx, Collection<CustomerId> customers, Collection<ConversationId> conversations) {
        List<Address> addresses = new ArrayList<>();
        UUID[] ids = customers.stream().map(CustomerId::value).toArray(UUID[]::new);
        for (Row row : tx.query(ADDRESSES, ids, Strands.uuids(conversations))) {
            addresses.add(new Address(Channel.valueOf(row.getString("channel")), row.getString("value")));
        }
        return addresses;
    }

    /// They go on for nobody, and whoever read something of them looks again.
    public void emptied(Tx tx, Collection<ConversationId> conversations, RequestId request) {
        tx.update(EMPTIED, Strands.uuids(conversations), request.value());
    }

    public void taken(Tx tx, RequestId id, String by) {
        tx.update(TAKEN, id.value(), by);
    }

    public List<Download> downloads(Tx tx, RequestId id) {
        List<Download> downloads = new ArrayList<>();
        tx.query(DOWNLOADS, id.value())
                .forEach(row -> downloads.add(new Download(
                        row.getString("by"), row.getOffsetDateTime("at").toInstant())));
        return downloads;
    }

    /// Takes the parts of exports that nobody needs any more.
    /// @return the names of their blobs
    List<String> forgetOldExports() {
        List<String> blobs = new ArrayList<>();
        database.query(OLD_EXPORTS).forEach(row -> blobs.add(row.getString("blob")));
        return blobs;
    }
}
