package dev.onethread.delivery.deadletters;

import dev.onethread.delivery.problems.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Dead letters over HTTP, for administrators. Replay and discard answer 202 while the owner of the partition has yet
/// to carry them out; the letter's `state` shows how it went.
@Path("/dead-letters")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeadLetterResource {
    private static final int MOST = 200;

    private final DeadLetters letters;

    DeadLetterResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    public DeadLetters.Page list(
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Problem(400, "invalid", "limit is 1 to " + MOST);
        }
        try {
            return letters.page(topic, cursor, limit);
        } catch (IllegalArgumentException | java.time.DateTimeException | ArrayIndexOutOfBoundsException _) {
            throw new Problem(400, "invalid", "cursor is not one we gave");
        }
    }

    @GET
    @Path("{id}")
    public DeadLetter show(UUID id) {
        DeadLetter letter = letters.find(id);
        if (letter == null) {
            throw new Problem(404, "not-found", "there is no dead letter " + id);
        }
        return letter;
    }

    @PUT
    @Path("{id}/replay")
    public Response replay(UUID id) {
        DeadLetter letter = show(id);
        if (!letters.replayable(letter)) {
            throw new Problem(
                    409,
                    "not-replayable",
                    "this service only reads " + letter.topic()
                            + " live and cannot repeat it: discard the dead letter");
        }
        if (!letters.replay(id) && letter.state().equals("discarding")) {
            throw new Problem(409, "being-discarded", "this dead letter is being discarded");
        }
        return Response.accepted(show(id)).build();
    }

    @DELETE
    @Path("{id}")
    public Response discard(UUID id) {
        show(id);
        return letters.discard(id)
                ? Response.noContent().build()
                : Response.accepted().build();
    }
}
