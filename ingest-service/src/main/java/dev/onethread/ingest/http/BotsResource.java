package dev.onethread.ingest.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ingest.core.BotDoors;
import dev.onethread.ingest.postgres.BotSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What supervisors decide of bots: whether groups are customers, and what is answered to commands.
@Path("/bots")
@RolesAllowed({"admin", "supervisor"})
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BotsResource {
    private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");
    private static final int LONGEST = 4_000;

    private final BotDoors bots;
    private final BotSettings settings;

    BotsResource(BotDoors bots, BotSettings settings) {
        this.bots = bots;
        this.settings = settings;
    }

    public record Bots(List<BotView> items) {}

    public record BotView(String number, String title, boolean groups, List<BotSettings.Answer> answers) {}

    public record GroupsForm(@Nullable Boolean groups) {}

    public record AnswerForm(@Nullable String ru, @Nullable String en) {}

    @GET
    public Bots list() {
        return new Bots(bots.all().stream().map(this::view).toList());
    }

    @PUT
    @Path("/{number}")
    @Consumes(MediaType.APPLICATION_JSON)
    public BotView groups(@PathParam("number") String number, GroupsForm form) {
        BotDoors.Known bot = known(number);
        if (form.groups() == null) {
            throw new Problem(422, "groups-unclear", "Say whether groups are customers.");
        }
        settings.decide(number, form.groups());
        return view(bot);
    }

    /// A text that is left out or empty is none; one of the two there must be.
    @PUT
    @Path("/{number}/answers/{command}")
    @Consumes(MediaType.APPLICATION_JSON)
    public BotView answer(@PathParam("number") String number, @PathParam("command") String command, AnswerForm form) {
        BotDoors.Known bot = known(number);
        if (!COMMAND.matcher(command).matches() || command.equals("web")) {
            throw new Problem(422, "command-invalid", "A command has lower-case letters, digits and underscores.");
        }
        String ru = text(form.ru());
        String en = text(form.en());
        if (ru == null && en == null) {
            throw new Problem(422, "answer-empty", "Write an answer in one language at least.");
        }
        settings.save(number, new BotSettings.Answer(command, ru, en));
        return view(bot);
    }

    @DELETE
    @Path("/{number}/answers/{command}")
    public BotView forget(@PathParam("number") String number, @PathParam("command") String command) {
        BotDoors.Known bot = known(number);
        settings.forget(number, command);
        return view(bot);
    }

    private static @Nullable String text(@Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw new Problem(422, "answer-too-long", "An answer has at most 4,000 characters.");
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    private BotDoors.Known known(String number) {
        return bots.all().stream()
                .filter(bot -> bot.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "bot-unknown", "There is no such bot."));
    }

    private BotView view(BotDoors.Known bot) {
        return new BotView(
                bot.number(), bot.title(), settings.groups(bot.number(), bot.groups()), settings.answers(bot.number()));
    }
}
