package dev.onethread.ticket.http;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.inbox.Feed;
import dev.onethread.ticket.postgres.Entries;
import dev.onethread.ticket.postgres.Replies;
import dev.onethread.ticket.postgres.ReplyAmendments;
import dev.onethread.ticket.screen.EntryView;
import dev.onethread.ticket.screen.Summary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A transcript: reading it, answering, noting. Answers and notes have ids made by the page and may be sent
/// again.
@Path("/conversations/{id}")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class EntriesResource {
    private static final int LONGEST = 100_000;
    private static final int MOST_FILES = 20;
    private static final int MOST_CHOICES = 10;
    private static final int LONGEST_CHOICE = 64;

    private final Caller caller;
    private final Visible visible;
    private final Feed feed;
    private final Entries entries;
    private final Replies replies;
    private final ReplyAmendments amendments;

    EntriesResource(
            Caller caller, Visible visible, Feed feed, Entries entries, Replies replies, ReplyAmendments amendments) {
        this.caller = caller;
        this.visible = visible;
        this.feed = feed;
        this.entries = entries;
        this.replies = replies;
        this.amendments = amendments;
    }

    /// A piece of a transcript, in rising order.
    public record EntriesView(String feed, List<EntryView> items, boolean more, List<UUID> strands) {}

    /// An answer. `to` null means the default address; `upTo` is the last customer's place on the screen.
    /// `answers` is the entry replied to, `choices` are buttons below it.
    public record ReplyWish(
            @Nullable String text,
            @Nullable String to,
            @Nullable List<UUID> attachments,
            @Nullable Long upTo,
            @Nullable Long answers,
            @Nullable List<String> choices) {}

    /// A change of a reply that was sent; without `text` it is taken back.
    public record AmendmentWish(@Nullable String text) {}

    /// Words for colleagues.
    public record NoteWish(@Nullable String text) {}

    @GET
    @Path("/entries")
    public EntriesView list(
            @PathParam("id") String id,
            @QueryParam("before") List<String> before,
            @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        String number = feed.number();
        Summary summary = visible.conversation(Ids.uuid(id));
        Entries.EntryPage page = after != null
                ? entries.after(summary.id(), after, Paging.limit(limit))
                : entries.woven(summary.strands(), bounds(summary.id(), before), Paging.limit(limit));
        return new EntriesView(number, page.items(), page.more(), summary.strands());
    }

    /// `strand:seq` for each strand of which something is held already; a number alone is the
    /// conversation's own.
    private static Map<UUID, Long> bounds(UUID conversation, List<String> before) {
        Map<UUID, Long> bounds = new HashMap<>();
        for (String bound : before) {
            int colon = bound.indexOf(':');
            try {
                bounds.put(
                        colon < 0 ? conversation : UUID.fromString(bound.substring(0, colon)),
                        Long.valueOf(bound.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw new Problem(400, "bound-invalid", "A bound is a strand, a colon and a number.");
            }
        }
        return bounds;
    }

    @PUT
    @Path("/replies/{reply}")
    public Response reply(@PathParam("id") String id, @PathParam("reply") String reply, @Nullable ReplyWish wish) {
        UUID conversation = visible.current(Ids.uuid(id)).id();
        ReplyWish given = Ids.body(wish);
        var draft = new Replies.Draft(
                new ReplyId(Ids.uuid(reply)),
                text(given.text()),
                address(given.to()),
                files(given.attachments()),
                given.upTo(),
                given.answers(),
                choices(given.choices()));
        return written(
                conversation, replies.send(new ConversationId(conversation), caller.actor(), draft, Instant.now()));
    }

    @PUT
    @Path("/replies/{reply}/retry/{attempt}")
    public Response retry(
            @PathParam("id") String id, @PathParam("reply") String reply, @PathParam("attempt") int attempt) {
        UUID conversation = visible.conversation(Ids.uuid(id)).id();
        caller.actor();
        long seq =
                replies.retry(new ConversationId(conversation), new ReplyId(Ids.uuid(reply)), attempt, Instant.now());
        return Response.accepted(entry(conversation, seq)).build();
    }

    @PUT
    @Path("/replies/{reply}/amendments/{amendment}")
    public Response amend(
            @PathParam("id") String id,
            @PathParam("reply") String reply,
            @PathParam("amendment") String amendment,
            @Nullable AmendmentWish wish) {
        UUID conversation = visible.conversation(Ids.uuid(id)).id();
        String text = wish == null || wish.text() == null ? null : text(wish.text());
        long seq = amendments.ask(
                new ConversationId(conversation),
                new ReplyId(Ids.uuid(reply)),
                caller.actor(),
                new ReplyAmendments.Wish(Ids.uuid(amendment), text),
                Instant.now());
        return Response.accepted(entry(conversation, seq)).build();
    }

    /// What an entry said before it was changed, oldest first.
    @GET
    @Path("/entries/{seq}/versions")
    public List<EntryView.VersionView> versions(@PathParam("id") String id, @PathParam("seq") long seq) {
        return entries.versions(visible.conversation(Ids.uuid(id)).id(), seq);
    }

    @PUT
    @Path("/notes/{note}")
    public Response note(@PathParam("id") String id, @PathParam("note") String note, @Nullable NoteWish wish) {
        UUID conversation = visible.current(Ids.uuid(id)).id();
        String text = text(Ids.body(wish).text());
        return written(
                conversation,
                replies.note(new ConversationId(conversation), Ids.uuid(note), caller.actor(), text, Instant.now()));
    }

    private Response written(UUID conversation, Replies.Written written) {
        return Response.status(written.made() ? 201 : 200)
                .entity(entry(conversation, written.seq()))
                .build();
    }

    private EntryView entry(UUID conversation, long seq) {
        return entries.find(conversation, seq).orElseThrow(Visible::unknown);
    }

    private static String text(@Nullable String text) {
        String given = text == null ? "" : text;
        if (given.length() > LONGEST) {
            throw new Problem(422, "text-too-long", "Send a long text as a file.");
        }
        return given;
    }

    private static List<String> choices(@Nullable List<String> labels) {
        List<String> given =
                labels == null ? List.of() : labels.stream().map(String::strip).toList();
        boolean fits = given.size() <= MOST_CHOICES
                && given.stream().allMatch(label -> !label.isEmpty() && label.length() <= LONGEST_CHOICE);
        if (!fits || given.stream().distinct().count() < given.size()) {
            throw new Problem(
                    422,
                    "choices-malformed",
                    "Offer at most " + MOST_CHOICES + " different choices of at most " + LONGEST_CHOICE
                            + " characters.");
        }
        return given;
    }

    private static @Nullable Address address(@Nullable String key) {
        try {
            return key == null || key.isBlank() ? null : Address.parse(key);
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "address-unknown", "This customer has no such address.");
        }
    }

    private static List<UUID> files(@Nullable List<UUID> uploads) {
        List<UUID> given = uploads == null ? List.of() : List.copyOf(uploads);
        if (given.size() > MOST_FILES) {
            throw new Problem(422, "too-many-files", "Send at most " + MOST_FILES + " files with one reply.");
        }
        return given;
    }
}
