package dev.onethread.ingest.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ingest.core.Brought;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where Telegram brings updates (https://core.telegram.org/bots/api#setwebhook). It is told that one was taken
/// only after Kafka has accepted; whatever else it hears makes it bring the same again, which changes nothing because
/// of the update's id.
@Path("/telegram/{bot}")
@PermitAll
@RunOnVirtualThread
public class TelegramResource {
    private static final Logger LOG = Logger.getLogger(TelegramResource.class);

    private final Brought updates;

    TelegramResource(Brought updates) {
        this.updates = updates;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response update(
            @PathParam("bot") String bot,
            @HeaderParam("X-Telegram-Bot-Api-Secret-Token") @Nullable String secret,
            byte[] body) {
        if (!taken(bot, secret, body)) {
            // The same answer for a bot that is not ours: who guesses learns nothing.
            throw new Problem(401, "webhook-secret-wrong", "The secret token is missing or wrong.");
        }
        return Response.ok().build();
    }

    private boolean taken(String bot, @Nullable String secret, byte[] body) {
        try {
            return updates.take(bot, secret, body);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.errorf(e, "An update could not be stored and stays with Telegram: door=%s", bot);
            throw new Problem(503, "not-stored", "Bring it again later.");
        }
    }
}
