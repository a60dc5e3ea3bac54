package dev.onethread.routing.http;

import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.IdentityViews;
import dev.onethread.routing.postgres.IdentityViews.LinkView;
import dev.onethread.routing.postgres.IdentityViews.MergeView;
import dev.onethread.routing.postgres.IdentityViews.SuggestionView;
import dev.onethread.routing.postgres.Strands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Who is behind a conversation: the addresses and why they are theirs, merges, and who else it may be.
@Path("/conversations/{id}/identity")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class IdentityResource {
    private final Database database;
    private final Strands strands;
    private final IdentityViews views;

    IdentityResource(Database database, Strands strands, IdentityViews views) {
        this.database = database;
        this.strands = strands;
        this.views = views;
    }

    /// `conversation` is the one that goes on, `strands` it and all that became part of it.
    public record IdentityView(
            UUID conversation,
            UUID customer,
            List<UUID> strands,
            List<LinkView> links,
            List<MergeView> merges,
            List<SuggestionView> suggestions) {}

    @GET
    public IdentityView get(UUID id) {
        return database.inTransaction(tx -> {
            ConversationId root = strands.root(tx, new ConversationId(id))
                    .orElseThrow(() -> new Problem(404, "conversation-unknown", "there is no such conversation"));
            var tree = strands.tree(tx, root);
            return new IdentityView(
                    root.value(),
                    Objects.requireNonNull(tree.get(root)).customer().value(),
                    tree.keySet().stream().map(ConversationId::value).toList(),
                    views.links(tx, root),
                    views.merges(tx, tree.keySet()),
                    views.suggestions(tx, tree.keySet()));
        });
    }
}
