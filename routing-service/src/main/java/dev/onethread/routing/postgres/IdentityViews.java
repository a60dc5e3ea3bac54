package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why we hold that a customer's addresses are theirs, to read.
@ApplicationScoped
public class IdentityViews {
    private static final String LINKS = """
            select l.channel, l.value, l.evidence, l.detail, l.confidence, l.linked_by, l.linked_at, l.merge
            from address a join link l on l.channel = a.channel and l.value = a.value and l.withdrawn_at is null
            where a.customer = (select customer from conversation where id = $1)
            order by l.linked_at, l.channel, l.value
            """;

    private static final String MERGES = """
            select m.*, u.name from merge m
            join conversation c on c.id = m.absorbed join customer u on u.id = c.customer
            where m.survivor = any($1::uuid[]) or m.absorbed = any($1::uuid[])
            order by m.merged_at desc, m.id limit 100
            """;

    private static final String SUGGESTIONS = """
            with recursive mine as (
                select customer from conversation where id = any($1::uuid[])
            ), open as (
                select s.*, case when s.low in (select customer from mine) then s.high else s.low end as other
                from suggestion s
                where s.dismissed_at is null
                  and (s.low in (select customer from mine)) <> (s.high in (select customer from mine))
            ), up (id, conversation, absorbed_by) as (
                select o.id, c.id, c.absorbed_by from open o join conversation c on c.customer = o.other
                union all
                select up.id, c.id, c.absorbed_by from up join conversation c on c.id = up.absorbed_by
            )
            select o.id, o.reason, o.detail, o.confidence, o.made_at, up.conversation, u.name,
                array(select a.channel || ':' || a.value from address a where a.customer = c.customer
                    order by 1 limit 5) as addresses
            from open o join up on up.id = o.id and up.absorbed_by is null
                join conversation c on c.id = up.conversation join customer u on u.id = c.customer
            where not exists (select from apart x where x.low = o.low and x.high = o.high)
            order by o.confidence desc, o.made_at limit 10
            """;

    /// That an address is the customer's, and why.
    public record LinkView(
            String address,
            String channel,
            String label,
            String evidence,
            @Nullable String detail,
            int confidence,
            @Nullable String by,
            Instant at,
            @Nullable UUID merge) {}

    /// A merge; `name` is what the absorbed customer calls themselves.
    public record MergeView(
            UUID id,
            UUID survivor,
            UUID absorbed,
            @Nullable String name,
            String evidence,
            @Nullable String detail,
            int confidence,
            @Nullable String by,
            Instant at,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String reason) {}

    /// Somebody who may be the same; `conversation` is theirs.
    public record SuggestionView(
            UUID id,
            UUID conversation,
            @Nullable String name,
            List<String> addresses,
            String reason,
            @Nullable String detail,
            int confidence,
            Instant at) {}

    public List<LinkView> links(Tx tx, ConversationId root) {
        List<LinkView> links = new ArrayList<>();
        for (Row row : tx.query(LINKS, root.value())) {
            Address address = new Address(Channel.valueOf(row.getString("channel")), row.getString("value"));
            links.add(new LinkView(
                    address.key(),
                    address.channel().prefix(),
                    address.value(),
                    code(row.getString("evidence")),
                    row.getString("detail"),
                    row.getShort("confidence"),
                    row.getString("linked_by"),
                    row.getOffsetDateTime("linked_at").toInstant(),
                    row.getUUID("merge")));
        }
        return links;
    }

    /// The newest first.
    public List<MergeView> merges(Tx tx, Collection<ConversationId> tree) {
        List<MergeView> merges = new ArrayList<>();
        for (Row row : tx.query(MERGES, (Object) Strands.uuids(tree))) {
            merges.add(view(Strands.merge(row), row.getString("name")));
        }
        return merges;
    }

    public static MergeView view(Strands.Merge merge, @Nullable String name) {
        return new MergeView(
                merge.id().value(),
                merge.survivor().value(),
                merge.absorbed().value(),
                name,
                code(merge.grounds().evidence().name()),
                merge.grounds().detail(),
                merge.grounds().confidence(),
                merge.grounds().by() == null ? null : merge.grounds().by().value(),
                merge.at(),
                merge.withdrawnAt(),
                merge.withdrawnBy(),
                merge.reason());
    }

    /// The likeliest first.
    public List<SuggestionView> suggestions(Tx tx, Collection<ConversationId> tree) {
        List<SuggestionView> suggestions = new ArrayList<>();
        for (Row row : tx.query(SUGGESTIONS, (Object) Strands.uuids(tree))) {
            List<String> addresses = new ArrayList<>();
            for (String address : row.getArrayOfStrings("addresses")) {
                addresses.add(address);
            }
            suggestions.add(new SuggestionView(
                    row.getUUID("id"),
                    row.getUUID("conversation"),
                    row.getString("name"),
                    addresses,
                    code(row.getString("reason")),
                    row.getString("detail"),
                    row.getShort("confidence"),
                    row.getOffsetDateTime("made_at").toInstant()));
        }
        return suggestions;
    }

    /// A stable word such as `verified-mail`.
    private static String code(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
