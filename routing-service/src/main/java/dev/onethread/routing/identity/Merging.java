package dev.onethread.routing.identity;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ConversationAbsorbed;
import dev.onethread.contracts.ConversationEvent.ConversationMerged;
import dev.onethread.contracts.ConversationEvent.ConversationReopened;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationEvent.MovedPlace;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.MergeId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.Places;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Strands;
import dev.onethread.routing.postgres.Strands.Given;
import dev.onethread.routing.postgres.Strands.Merge;
import dev.onethread.routing.postgres.Strands.Moved;
import dev.onethread.routing.postgres.Strands.Placed;
import dev.onethread.routing.postgres.Strands.Strand;
import dev.onethread.routing.postgres.Suspicions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes two conversations one, and one two again, in the caller's transaction: the rows, the events and
/// the word to the pools whose business they are. The conversations must be locked.
@ApplicationScoped
public class Merging {
    private final Strands strands;
    private final Places places;
    private final Suspicions suspicions;
    private final Profiles profiles;

    Merging(Strands strands, Places places, Suspicions suspicions, Profiles profiles) {
        this.profiles = profiles;
        this.strands = strands;
        this.places = places;
        this.suspicions = suspicions;
    }

    /// Locks whole trees of conversations in the order of their ids.
    /// @throws RuntimeException of a kind that is tried again where they changed while we waited
    public List<Map<ConversationId, Strand>> lockTrees(Tx tx, Collection<ConversationId> roots) {
        List<Map<ConversationId, Strand>> before = trees(tx, roots);
        Set<ConversationId> all = new LinkedHashSet<>();
        before.forEach(tree -> all.addAll(tree.keySet()));
        places.lock(tx, all);
        List<Map<ConversationId, Strand>> after = trees(tx, roots);
        if (!after.equals(before)) {
            places.lookAgain(tx);
        }
        return after;
    }

    private List<Map<ConversationId, Strand>> trees(Tx tx, Collection<ConversationId> roots) {
        List<Map<ConversationId, Strand>> trees = new ArrayList<>();
        for (ConversationId root : roots) {
            trees.add(strands.tree(tx, root));
        }
        return trees;
    }

    /// `absorbed` becomes a strand of `survivor`; neither is a strand of another.
    public void merge(
            Tx tx, MergeId id, ConversationId survivor, ConversationId absorbed, Grounds grounds, Instant now) {
        Set<ConversationId> homes = strands.tree(tx, absorbed).keySet();
        Placed ended = strands.absorb(tx, absorbed, survivor);
        Placed goesOn = strands.takePlace(tx, survivor);
        strands.keep(tx, id, survivor, goesOn.place(), absorbed, ended.place(), grounds);
        List<Given> given = strands.give(tx, homes, goesOn.customer(), grounds, id);
        tell(tx, new ConversationAbsorbed(absorbed, now, survivor, ended.place(), id, grounds));
        tell(
                tx,
                new ConversationMerged(
                        survivor, now, goesOn.customer(), goesOn.place(), absorbed, ended.place(), id, grounds));
        given.forEach(each -> tell(tx, linked(goesOn.customer(), each, grounds, now)));
        profiles.changed(tx, List.of(goesOn.customer()), now);
        PoolId pool = strands.pool(tx, absorbed);
        tx.publish(
                Topic.DESK_COMMANDS,
                pool.value(),
                new DeskCommand.Absorb(
                        command(id, "absorb"),
                        now,
                        absorbed,
                        ended.place(),
                        survivor,
                        goesOn.place(),
                        strands.pool(tx, survivor)));
    }

    /// Takes the strand of a merge out again, with what its addresses said and were told meanwhile. Whoever
    /// was merged into it before stays with it. Nothing joins the two by itself from then on.
    /// @param tree the whole tree, locked
    public void unmerge(
            Tx tx,
            Merge merge,
            Map<ConversationId, Strand> tree,
            ConversationId root,
            AgentId by,
            @Nullable String reason,
            Instant now) {
        ConversationId reopened = merge.absorbed();
        Set<ConversationId> within = strands.tree(tx, reopened).keySet();
        List<ConversationId> outside =
                tree.keySet().stream().filter(id -> !within.contains(id)).toList();
        boolean direct = merge.survivor().equals(root);
        List<Long> joined = strands.joinedAt(tx, root, direct ? List.of(reopened) : path(tree, merge.survivor()));
        strands.end(tx, merge.id(), by.value(), reason);
        List<Moved> moved = strands.move(tx, reopened, outside, within);
        Placed before = strands.reopen(tx, reopened);
        strands.reshape(tx, outside);
        Grounds grounds = new Grounds(Evidence.UNMERGED, null, 100, by);
        List<Given> given = strands.give(tx, within, before.customer(), grounds, merge.id());
        List<CustomerId> theirs =
                within.stream().map(id -> strand(tree, id).customer()).toList();
        List<CustomerId> others =
                outside.stream().map(id -> strand(tree, id).customer()).toList();
        suspicions.keepApart(tx, theirs, others, by.value());

        Set<UUID> sources = new TreeSet<>();
        sources.add(root.value());
        sources.add(merge.survivor().value());
        moved.forEach(each -> sources.add(each.source().value()));
        List<ConversationId> from = sources.stream().map(ConversationId::new).toList();
        var addresses = strands.addresses(tx, within);
        tell(
                tx,
                new ConversationReopened(
                        reopened, now, before.customer(), before.place(), root, merge.id(), from, by, reason));
        for (ConversationId source : from) {
            List<MovedPlace> going = moved.stream()
                    .filter(each -> each.source().equals(source))
                    .map(each -> new MovedPlace(each.place(), each.to()))
                    .toList();
            tell(tx, new ConversationSeparated(source, now, reopened, merge.id(), from, addresses, going, by, reason));
        }
        given.forEach(each -> tell(tx, linked(before.customer(), each, grounds, now)));
        profiles.changed(tx, List.of(before.customer(), strand(tree, root).customer()), now);
        List<Long> gone = new ArrayList<>();
        moved.stream().filter(each -> each.source().equals(root)).forEach(each -> gone.add(each.place()));
        if (direct) {
            gone.addAll(joined);
        }
        tx.publish(
                Topic.DESK_COMMANDS,
                strands.pool(tx, root).value(),
                new DeskCommand.Separate(
                        command(merge.id(), "separate"),
                        now,
                        root,
                        gone,
                        direct ? List.of() : joined,
                        reopened,
                        before.customer(),
                        before.place(),
                        strands.pool(tx, reopened)));
    }

    /// From a strand up to the conversation that goes on for it.
    private static List<ConversationId> path(Map<ConversationId, Strand> tree, ConversationId from) {
        List<ConversationId> path = new ArrayList<>();
        for (ConversationId at = from; at != null; at = strand(tree, at).absorbedBy()) {
            path.add(at);
        }
        return path;
    }

    private static Strand strand(Map<ConversationId, Strand> tree, ConversationId id) {
        return Objects.requireNonNull(tree.get(id));
    }

    private static AddressLinked linked(CustomerId customer, Given given, Grounds grounds, Instant now) {
        return new AddressLinked(
                customer,
                now,
                given.address(),
                given.door(),
                grounds.evidence(),
                null,
                given.version(),
                given.reachable(),
                given.reason(),
                grounds);
    }

    private static CommandId command(MergeId merge, String what) {
        return new CommandId(UUID.nameUUIDFromBytes(("merge/" + merge + "/" + what).getBytes(StandardCharsets.UTF_8)));
    }

    private static void tell(Tx tx, ConversationEvent event) {
        tx.publish(Topic.CONVERSATION_EVENTS, event.conversation().toString(), event);
    }

    private static void tell(Tx tx, CustomerEvent event) {
        tx.publish(Topic.CUSTOMER_EVENTS, event.customer().toString(), event);
    }
}
