package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.MergeId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.identity.Merging;
import dev.onethread.routing.postgres.Contended;
import dev.onethread.routing.postgres.IdentityViews;
import dev.onethread.routing.postgres.IdentityViews.MergeView;
import dev.onethread.routing.postgres.Strands;
import dev.onethread.routing.postgres.Strands.Merge;
import dev.onethread.routing.postgres.Strands.Strand;
import dev.onethread.routing.postgres.Suspicions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Two customers are one, an agent says; or are not, after all. Ids are the caller's, and everything may be
/// repeated.
@Path("/merges/{id}")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class MergesResource {
    private static final int CERTAIN = 100;

    private final Database database;
    private final Contended contended;
    private final Merging merging;
    private final Strands strands;
    private final Suspicions suspicions;
    private final SecurityIdentity caller;

    MergesResource(
            Database database,
            Contended contended,
            Merging merging,
            Strands strands,
            Suspicions suspicions,
            SecurityIdentity caller) {
        this.contended = contended;
        this.database = database;
        this.merging = merging;
        this.strands = strands;
        this.suspicions = suspicions;
        this.caller = caller;
    }

    /// Which conversation goes on, and which becomes a strand of it.
    record Wish(
            @NotNull @Nullable UUID survivor,
            @NotNull @Nullable UUID absorbed) {}

    /// Why it is undone.
    record Reason(@Size(max = 300) @Nullable String reason) {}

    @GET
    public MergeView get(UUID id) {
        return database.inTransaction(tx -> IdentityViews.view(known(tx, new MergeId(id)), null));
    }

    /// Merges at once. Where one of them is a strand already, the conversation that goes on for it is meant.
    @PUT
    public MergeView merge(UUID id, @NotNull @Valid Wish wish) {
        MergeId merge = new MergeId(id);
        ConversationId survivor = new ConversationId(Objects.requireNonNull(wish.survivor()));
        ConversationId absorbed = new ConversationId(Objects.requireNonNull(wish.absorbed()));
        return again(tx -> {
            Merge before = strands.find(tx, merge).orElse(null);
            if (before == null) {
                merge(tx, merge, survivor, absorbed);
            } else if (!before.absorbed().equals(absorbed) && !before.survivor().equals(survivor)) {
                throw new Problem(409, "merge-differs", "another merge was made under this id");
            }
            return IdentityViews.view(known(tx, merge), null);
        });
    }

    private void merge(Tx tx, MergeId id, ConversationId first, ConversationId second) {
        ConversationId survivor = root(tx, first);
        ConversationId absorbed = root(tx, second);
        if (survivor.equals(absorbed)) {
            throw new Problem(409, "already-one", "they are one conversation already");
        }
        var trees = merging.lockTrees(tx, List.of(survivor, absorbed));
        var ones = trees.getFirst().values().stream().map(Strand::customer).toList();
        var others = trees.getLast().values().stream().map(Strand::customer).toList();
        if (suspicions.group(tx, ones, others)) {
            throw new Problem(422, "group-stays-alone", "a group is never the same as another customer");
        }
        suspicions.letJoin(tx, ones, others);
        Grounds grounds = new Grounds(Evidence.PERSON, null, CERTAIN, caller());
        merging.merge(tx, id, survivor, absorbed, grounds, strands.now(tx));
    }

    /// Undoes a merge: the strand is a conversation of its own again.
    @PUT
    @Path("/withdrawal")
    public MergeView withdraw(UUID id, @NotNull @Valid Reason told) {
        MergeId merge = new MergeId(id);
        return again(tx -> {
            Merge before = known(tx, merge);
            ConversationId root = root(tx, before.absorbed());
            Map<ConversationId, Strand> tree =
                    merging.lockTrees(tx, List.of(root)).getFirst();
            before = known(tx, merge);
            if (before.withdrawnAt() == null) {
                String reason = told.reason() == null || told.reason().isBlank()
                        ? null
                        : told.reason().strip();
                merging.unmerge(tx, before, tree, root, caller(), reason, strands.now(tx));
            }
            return IdentityViews.view(known(tx, merge), null);
        });
    }

    private Merge known(Tx tx, MergeId id) {
        return strands.find(tx, id).orElseThrow(() -> new Problem(404, "not-found", "there is no such merge"));
    }

    private ConversationId root(Tx tx, ConversationId id) {
        return strands.root(tx, id)
                .orElseThrow(() -> new Problem(404, "conversation-unknown", "there is no such conversation"));
    }

    private AgentId caller() {
        return new AgentId(caller.getPrincipal().getName());
    }

    private <T> T again(Function<Tx, T> work) {
        return contended
                .inTransaction(work)
                .orElseThrow(
                        () -> new Problem(409, "changed-meanwhile", "others change these conversations: try again"));
    }
}
