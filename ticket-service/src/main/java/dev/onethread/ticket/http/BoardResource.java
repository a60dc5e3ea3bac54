package dev.onethread.ticket.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.inbox.Feed;
import dev.onethread.ticket.postgres.LastHour;
import dev.onethread.ticket.postgres.Presences;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.AnswersView;
import dev.onethread.ticket.screen.People.HourView;
import dev.onethread.ticket.screen.People.QueueView;
import dev.onethread.ticket.screen.Summary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The live board: what waits, who is there, how the last hour went. The live feed goes on from its `feed`.
@Path("/board")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class BoardResource {
    private static final int ROWS = 200;
    private static final int OF_ONE_AGENT = 100;

    private final Feed feed;
    private final Summaries summaries;
    private final Presences presences;
    private final LastHour lastHour;

    BoardResource(Feed feed, Summaries summaries, Presences presences, LastHour lastHour) {
        this.feed = feed;
        this.summaries = summaries;
        this.presences = presences;
        this.lastHour = lastHour;
    }

    /// At most 200 waiting conversations, those who would be next; `waiting` counts all of them.
    public record BoardView(
            String feed, List<Summary> items, long waiting, List<QueueView> queues, List<AgentView> agents) {}

    /// What one agent has.
    public record OwnedView(String feed, List<Summary> items) {}

    @GET
    public BoardView board() {
        String number = feed.number();
        return new BoardView(
                number, summaries.waiting(ROWS), summaries.queued(), presences.queues(), presences.agents(null));
    }

    @GET
    @Path("/hour")
    public HourView hour() {
        return lastHour.read();
    }

    /// First answers of the last hour at a desk, and how many of them came within so many seconds.
    @GET
    @Path("/answers")
    public AnswersView answers(@QueryParam("desk") @Nullable String desk, @QueryParam("within") @Nullable Long within) {
        if (desk == null || within == null || within < 1) {
            throw new Problem(422, "answers-invalid", "Name the desk and the seconds to answer within.");
        }
        return lastHour.answers(desk, within);
    }

    /// What an agent has, for whoever wants to take something back from them.
    @GET
    @Path("/agents/{agent}")
    @RolesAllowed({Roles.SUPERVISOR, Roles.ADMIN})
    public OwnedView owned(@PathParam("agent") String agent) {
        String number = feed.number();
        return new OwnedView(number, summaries.ownedBy(agent, OF_ONE_AGENT));
    }
}
