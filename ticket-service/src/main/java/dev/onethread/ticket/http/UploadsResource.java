package dev.onethread.ticket.http;

import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Uploads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Files to send along with a reply. Whoever put one up alone may use it.
@Path("/uploads")
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@RunOnVirtualThread
public class UploadsResource {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}");

    private final Caller caller;
    private final Blobs blobs;
    private final Uploads uploads;

    UploadsResource(Caller caller, Blobs blobs, Uploads uploads) {
        this.caller = caller;
        this.blobs = blobs;
        this.uploads = uploads;
    }

    /// A file that stands ready.
    public record UploadView(UUID id, String name, String mediaType, long size) {}

    @POST
    @Consumes("*/*")
    public Response add(
            @QueryParam("name") @Nullable String name,
            @HeaderParam("Content-Type") @Nullable String contentType,
            InputStream bytes)
            throws IOException {
        caller.account();
        BlobRef blob = blobs.write(bytes);
        if (blob.size() == 0) {
            blobs.delete(blob.name());
            throw new Problem(422, "file-empty", "The file is empty.");
        }
        String safe = FileNames.safe(name == null ? "" : name);
        String mediaType = mediaType(contentType);
        UUID id = UUID.randomUUID();
        uploads.add(id, caller.id(), safe, mediaType, blob);
        return Response.status(201)
                .entity(new UploadView(id, safe, mediaType, blob.size()))
                .build();
    }

    private static String mediaType(@Nullable String contentType) {
        String bare = contentType == null ? "" : FileNames.bare(contentType);
        return MEDIA_TYPE.matcher(bare).matches() ? bare : "application/octet-stream";
    }
}
