package dev.onethread.delivery.privacy;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Event;
import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.PrivacyReport.ExportWritten;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.Unavailable;
import dev.onethread.delivery.blobs.Blobs;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Carries a request about one customer out on this service's database and files, in the caller's transaction.
@ApplicationScoped
public class Privacy {
    static final String ASKED = """
            with asked as (select $1::uuid[] as customers, $2::uuid[] as conversations, $3::text[] as addresses,
                $4::text[] as "values", $5::text[] as visitors, $6::text[] as keys)
            """;

    /// What delivery itself holds: by key, and where an address stands in the bytes.
    private static final String NAMES_THEM = """
            t.key = any(asked.keys) or exists (select from unnest(asked."values") as v
                where length(v) >= 5 and position(convert_to('"' || v || '"', 'UTF8') in t.value) > 0)
            """;

    static final List<Holding> OF_DELIVERY = List.of(
            Holding.of("held_record", NAMES_THEM),
            Holding.of("dead_letter", NAMES_THEM),
            Holding.of("outbox", "t.position is null and t.topic not like 'privacy.%' and (" + NAMES_THEM + ")"));

    /// What is numbered cannot be taken out of the middle: it has to leave first, which takes milliseconds.
    private static final String LEAVING = ASKED + """
            select count(*) from outbox t, asked where t.position is not null and t.key = any(asked.keys)
            """;

    /// Who waits behind a gap that is erased with what stood in it goes on after it.
    private static final String GO_ON = ASKED + """
            , last as (
                select topic, source, key, max(position) as last from (
                    select topic, source, key, position from held_record
                    union all
                    select topic, source, key, position from dead_letter where parks
                ) waiting, asked
                where key <> position_key(key) and key = any(asked.keys) group by topic, source, key
            )
            insert into incoming_position as p (topic, source, key, last)
            select topic, source, position_key(key), last from last
            on conflict (topic, source, key) do update set last = greatest(p.last, excluded.last)
            """;

    private static final String DONE = """
            insert into privacy_request_done (request) values ($1) on conflict do nothing
            """;

    private static final String KEEP_OUT = """
            insert into erased (id, request) select id, $2 from unnest($1::uuid[]) as id on conflict do nothing
            """;

    /// Whoever takes in what is a customer's has part in this; an erasure has it for itself. So nothing of theirs is on
    /// its
    /// way into a table while it runs, and afterwards everybody sees that they are gone.
    private static final String TAKING_IN = "select pg_advisory_xact_lock_shared(7264179)";
    private static final String ALONE = "select pg_advisory_xact_lock(7264179)";

    private static final String ERASED = "select id from erased where id = any($1::uuid[])";

    private static final Pattern BLOB = Pattern.compile("(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])");
    private static final int AT_ONCE = 200;

    private final Blobs blobs;
    private final String service;
    private final Instance<Holdings> holdings;

    Privacy(
            Blobs blobs,
            @ConfigProperty(name = "quarkus.application.name") String service,
            Instance<Holdings> holdings) {
        this.blobs = blobs;
        this.service = service;
        this.holdings = holdings;
    }

    /// From here to the end of the transaction nobody takes in what is a customer's. Before any row is locked.
    public void alone(Tx tx) {
        tx.query(ALONE);
    }

    /// From here to the end of the transaction nobody is erased. Before any row is locked.
    public void takingIn(Tx tx) {
        tx.write(TAKING_IN);
    }

    /// Erases all that is held, once, and says so.
    /// @throws Unavailable while something of theirs is still on its way to Kafka
    public void erase(Tx tx, PrivacyRequest request) {
        alone(tx);
        if (holdings.isUnsatisfied() || tx.update(DONE, request.request().value()) == 0) {
            return;
        }
        Object[] asked = asked(request);
        if (tx.query(LEAVING, asked).iterator().next().getLong(0) > 0) {
            throw new Unavailable("what was said of a customer has not left yet");
        }
        List<Count> counts = new ArrayList<>();
        Set<String> files = new LinkedHashSet<>();
        tx.update(GO_ON, asked);
        for (Holding holding : all()) {
            if ("".equals(holding.instead())) {
                continue;
            }
            count(counts, holding.table(), erase(tx, holding, asked, files));
        }
        try {
            counts.addAll(holdings.get().eraseMore(tx, request));
            delete(tx, files);
        } catch (IOException e) {
            throw new Unavailable("files of a customer cannot be erased now", e);
        }
        count(counts, "blobs", files.size());
        tx.update(KEEP_OUT, ids(request), request.request().value());
        holdings.get().erased(tx, request);
        tx.publish(
                Topic.PRIVACY_REPORTS,
                request.request().toString(),
                new ErasureDone(request.request(), service, now(tx), counts));
    }

    private static int erase(Tx tx, Holding holding, Object[] asked, Set<String> files) {
        for (String statement : holding.before()) {
            tx.update(ASKED + statement, asked);
        }
        String names = holding.blobs() == null ? "null::text" : holding.blobs();
        String sql = holding.instead() == null
                ? "delete from " + holding.table() + " t using asked where " + holding.where()
                : "update " + holding.table() + " t " + holding.instead() + " from asked where " + holding.where();
        int rows = 0;
        for (Row row : tx.query(ASKED + sql + " returning " + names, asked)) {
            rows++;
            files.addAll(named(row.getString(0)));
        }
        return rows;
    }

    /// Writes all that is held into one document, page by page.
    public void export(Tx tx, PrivacyRequest request) {
        if (holdings.isUnsatisfied() || tx.update(DONE, request.request().value()) == 0) {
            return;
        }
        Pages pages = new Pages(tx, service, all(), asked(request));
        try {
            BlobRef part = blobs.write(pages);
            tx.publish(
                    Topic.PRIVACY_REPORTS,
                    request.request().toString(),
                    new ExportWritten(request.request(), service, now(tx), pages.counts(), part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of a batch whose customers and conversations, which `ids` names, are not erased. What is left out goes,
    /// with
    /// its files. Before any row is locked.
    public <E extends Event> List<Received<E>> standing(Tx tx, List<Received<E>> batch, Function<E, List<UUID>> ids) {
        takingIn(tx);
        Set<UUID> erased = erased(
                tx,
                batch.stream().flatMap(each -> ids.apply(each.event()).stream()).toList());
        if (erased.isEmpty()) {
            return batch;
        }
        Map<Boolean, List<Received<E>>> parted = batch.stream()
                .collect(Collectors.partitioningBy(
                        each -> ids.apply(each.event()).stream().noneMatch(erased::contains)));
        drop(
                tx,
                parted.getOrDefault(false, List.of()).stream()
                        .map(Received::event)
                        .toList());
        return parted.getOrDefault(true, List.of());
    }

    /// Which of these customers and conversations are erased.
    public Set<UUID> erased(Tx tx, Collection<UUID> ids) {
        Set<UUID> erased = new HashSet<>();
        tx.query(ERASED, (Object) ids.stream().distinct().toArray(UUID[]::new))
                .forEach(row -> erased.add(row.getUUID("id")));
        return erased;
    }

    /// The files of events that are not taken in, because whose they are is erased, go with them.
    public void drop(Tx tx, Collection<? extends Event> events) {
        Set<String> files = new LinkedHashSet<>();
        events.forEach(event -> files.addAll(named(new String(Wire.bytes(event), StandardCharsets.UTF_8))));
        try {
            delete(tx, files);
        } catch (IOException e) {
            throw new Unavailable("files of a customer cannot be erased now", e);
        }
    }

    /// Every place where rows of customers are.
    public List<Holding> all() {
        return Stream.concat(OF_DELIVERY.stream(), holdings.get().holdings().stream())
                .toList();
    }

    /// Deleting takes no statement: one now and then keeps the transaction awake.
    private void delete(Tx tx, Collection<String> files) throws IOException {
        int deleted = 0;
        for (String file : files) {
            blobs.delete(file);
            if (++deleted % AT_ONCE == 0) {
                now(tx);
            }
        }
    }

    private static List<String> named(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return List.of();
        }
        Matcher names = BLOB.matcher(text);
        return names.results().map(java.util.regex.MatchResult::group).toList();
    }

    private static Object[] asked(PrivacyRequest request) {
        String[] addresses = strings(request.addresses().stream().map(Address::key));
        String[] values = strings(request.addresses().stream().map(Address::value));
        String[] visitors = strings(request.addresses().stream()
                .filter(address -> address.channel() == Channel.WEB)
                .map(Address::value));
        String[] keys = strings(Stream.of(
                        request.customers().stream().map(CustomerId::toString),
                        request.conversations().stream().map(ConversationId::toString),
                        Stream.of(addresses),
                        Stream.of(visitors))
                .flatMap(each -> each));
        return new Object[] {
            request.customers().stream().map(CustomerId::value).toArray(UUID[]::new),
            request.conversations().stream().map(ConversationId::value).toArray(UUID[]::new),
            addresses,
            values,
            visitors,
            keys
        };
    }

    private static UUID[] ids(PrivacyRequest request) {
        return Stream.concat(
                        request.customers().stream().map(CustomerId::value),
                        request.conversations().stream().map(ConversationId::value))
                .toArray(UUID[]::new);
    }

    private static String[] strings(Stream<String> values) {
        return values.distinct().toArray(String[]::new);
    }

    private static void count(List<Count> counts, String what, int rows) {
        if (rows > 0) {
            counts.add(new Count(what, rows));
        }
    }

    private static Instant now(Tx tx) {
        return tx.query("select clock_timestamp() as now")
                .iterator()
                .next()
                .getOffsetDateTime("now")
                .toInstant();
    }
}
