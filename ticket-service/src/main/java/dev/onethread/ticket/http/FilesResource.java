package dev.onethread.ticket.http;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.access.Secrets;
import dev.onethread.ticket.html.SafeHtml;
import dev.onethread.ticket.postgres.Downloads;
import dev.onethread.ticket.postgres.Entries;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bytes that came from outside: always under names and types of our own choosing, never able to run as this site.
/// The caller is either signed in or holds a short-lived right to this one entry.
@Path("/conversations/{id}/entries/{seq}")
@RunOnVirtualThread
public class FilesResource {
    private static final Duration RIGHT = Duration.ofMinutes(10);
    private static final long LARGEST_HTML = 4_000_000;
    private static final long LARGEST_IMAGE = 3_000_000;
    private static final String NO_POWERS = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private final SecurityIdentity identity;
    private final Visible visible;
    private final Entries entries;
    private final Downloads downloads;
    private final Blobs blobs;

    FilesResource(SecurityIdentity identity, Visible visible, Entries entries, Downloads downloads, Blobs blobs) {
        this.identity = identity;
        this.visible = visible;
        this.entries = entries;
        this.downloads = downloads;
        this.blobs = blobs;
    }

    /// Goes into `?ticket=`.
    public record Right(String token) {}

    @POST
    @Path("/downloads")
    @RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
    public Right grant(@PathParam("id") String id, @PathParam("seq") long seq) {
        UUID conversation = visible.conversation(Ids.uuid(id)).id();
        if (entries.files(conversation, seq).isEmpty()) {
            throw unknown();
        }
        String token = Secrets.random();
        downloads.grant(Secrets.hash(token), conversation, seq, RIGHT);
        return new Right(token);
    }

    @GET
    @Path("/attachments/{index}")
    @PermitAll
    public Response attachment(
            @PathParam("id") String id,
            @PathParam("seq") long seq,
            @PathParam("index") int index,
            @QueryParam("ticket") @Nullable String right,
            @QueryParam("inline") @Nullable String inline)
            throws IOException {
        List<Attachment> files = files(id, seq, right).attachments();
        if (index < 0 || index >= files.size()) {
            throw unknown();
        }
        Attachment file = files.get(index);
        BlobRef blob = file.blob();
        if (blob == null) {
            throw unknown();
        }
        boolean shown = "1".equals(inline) && FileNames.mayBeShown(file.mediaType());
        return Response.ok(open(blob))
                .header("Content-Type", shown ? FileNames.bare(file.mediaType()) : "application/octet-stream")
                .header("Content-Disposition", FileNames.disposition(shown, file.name()))
                .header("Content-Length", blob.size())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", NO_POWERS)
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "private, max-age=3600")
                .build();
    }

    /// The mail as it was sent, sanitised. Pictures on the web are not loaded but with `pictures=1`.
    @GET
    @Path("/html")
    @PermitAll
    public Response html(
            @PathParam("id") String id,
            @PathParam("seq") long seq,
            @QueryParam("ticket") @Nullable String right,
            @QueryParam("pictures") @Nullable String asked)
            throws IOException {
        boolean pictures = "1".equals(asked);
        Entries.Files files = files(id, seq, right);
        BlobRef html = files.html();
        if (html == null || html.size() > LARGEST_HTML) {
            throw unknown();
        }
        String unsafe;
        try (InputStream bytes = open(html)) {
            unsafe = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
        return Response.ok(SafeHtml.document(unsafe, pictures, cid -> image(files.attachments(), cid)))
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", pictures ? SafeHtml.POLICY_WITH_PICTURES : SafeHtml.POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private Entries.Files files(String id, long seq, @Nullable String right) {
        UUID conversation = Ids.uuid(id);
        if (right != null && !right.isEmpty()) {
            if (!downloads.valid(Secrets.hash(right), conversation, seq)) {
                throw new Problem(401, "download-over", "Ask for a new download token.");
            }
        } else if (identity.isAnonymous()) {
            throw new Problem(401, "unauthorised", "Sign in.");
        } else if (identity.getRoles().stream()
                .noneMatch(List.of(Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN)::contains)) {
            throw new Problem(403, "forbidden", "This is not for you.");
        }
        visible.conversation(conversation);
        return entries.files(conversation, seq).orElseThrow(FilesResource::unknown);
    }

    private @Nullable String image(List<Attachment> files, String contentId) {
        for (Attachment file : files) {
            BlobRef blob = file.blob();
            if (blob != null
                    && named(file, contentId)
                    && FileNames.isImage(file.mediaType())
                    && blob.size() <= LARGEST_IMAGE) {
                try (InputStream bytes = open(blob)) {
                    return "data:" + FileNames.bare(file.mediaType()) + ";base64,"
                            + Base64.getEncoder().encodeToString(bytes.readAllBytes());
                } catch (IOException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static boolean named(Attachment file, String contentId) {
        String own = file.contentId();
        return own != null && own.replaceAll("^<|>$", "").equals(contentId);
    }

    private InputStream open(BlobRef blob) throws IOException {
        try {
            return blobs.read(blob.name());
        } catch (java.nio.file.NoSuchFileException e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(404, "file-unknown", "There is no such file.");
    }
}
