package dev.onethread.routing.http;

import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Profiles.Root;
import dev.onethread.routing.postgres.Strands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.UUID;

/// The profile of whoever is behind a conversation; a strand's is that of the conversation that goes on for it.
@Path("/conversations/{id}/profile")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class ProfileResource {
    private final Database database;
    private final Strands strands;
    private final ProfileViews views;

    ProfileResource(Database database, Strands strands, ProfileViews views) {
        this.database = database;
        this.strands = strands;
        this.views = views;
    }

    @GET
    public ProfileViews.ProfileView get(UUID id) {
        return database.inTransaction(tx -> {
            ConversationId root = strands.root(tx, new ConversationId(id))
                    .orElseThrow(() -> new Problem(404, "conversation-unknown", "there is no such conversation"));
            var strand = Objects.requireNonNull(strands.tree(tx, root).get(root));
            return views.of(tx, new Root(strand.customer(), root));
        });
    }
}
