package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.FileNames;
import dev.onethread.ingest.core.ScreenEntry;
import dev.onethread.ingest.postgres.Uploads;
import dev.onethread.ingest.postgres.Visitors;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Files that visitors bring and get. Each belongs to one visitor: who names another's gets what a stranger
/// gets.
@ApplicationScoped
class ChatFiles {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");
    private static final String ANY = "application/octet-stream";

    private final WebChatSettings settings;
    private final Admission admission;
    private final Visitors visitors;
    private final Uploads uploads;
    private final Blobs blobs;
    private final Pace<String> bringing;

    ChatFiles(WebChatSettings settings, Admission admission, Visitors visitors, Uploads uploads, Blobs blobs) {
        this.settings = settings;
        this.admission = admission;
        this.visitors = visitors;
        this.uploads = uploads;
        this.blobs = blobs;
        this.bringing = new Pace<>(settings.uploadsPerAddress(), Duration.ofHours(1));
    }

    /// The visitor who may bring one more file.
    Visitor visitor(@Nullable String visitor, @Nullable String secret, String widget, String address) throws Refused {
        if (visitor == null || admission.check(visitor, secret, widget).isEmpty()) {
            throw new Refused(401, "visitor-unknown");
        }
        Visitor known = new Visitor(visitor);
        boolean haste = !bringing.allows(address, System.nanoTime());
        if (haste || uploads.recent(known) >= settings.uploadsPerHour()) {
            throw new Refused(429, "too-many");
        }
        return known;
    }

    JsonObject keep(Visitor visitor, @Nullable String name, @Nullable String mediaType, byte[] bytes)
            throws Refused, IOException {
        if (bytes.length == 0) {
            throw new Refused(400, "empty");
        }
        String type = mediaType(mediaType);
        BlobRef blob = blobs.write(bytes);
        Attachment file = Attachment.file(Attachment.Kind.ofMediaType(type), FileNames.safe(name, "file"), type, blob);
        String id = Secrets.newUpload();
        uploads.keep(id, visitor, file, blob);
        return new JsonObject()
                .put("id", id)
                .put("name", file.name())
                .put("mediaType", type)
                .put("size", blob.size());
    }

    File find(@Nullable String visitor, @Nullable String secret, @Nullable String seq, @Nullable String index)
            throws Refused {
        if (visitor == null || admission.check(visitor, secret).isEmpty()) {
            throw new Refused(404, "not-found");
        }
        List<ScreenEntry> entries = visitors.after(new Visitor(visitor), true, number(seq) - 1, 1);
        if (entries.isEmpty() || entries.getFirst().seq() != number(seq)) {
            throw new Refused(404, "not-found");
        }
        List<Attachment> attachments = entries.getFirst().attachments();
        long place = number(index);
        if (place < 0 || place >= attachments.size()) {
            throw new Refused(404, "not-found");
        }
        Attachment attachment = attachments.get((int) place);
        BlobRef blob = attachment.blob();
        if (blob == null) {
            throw new Refused(404, "not-found");
        }
        return new File(attachment.name(), mediaType(attachment.mediaType()), blob);
    }

    private static long number(@Nullable String digits) throws Refused {
        if (digits == null || !digits.matches("\\d{1,12}")) {
            throw new Refused(404, "not-found");
        }
        return Long.parseLong(digits);
    }

    private static String mediaType(@Nullable String given) {
        String type = given == null ? ANY : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return MEDIA_TYPE.matcher(type).matches() ? type : ANY;
    }

    /// A file on its way out.
    final class File {
        private final String name;
        private final String mediaType;
        private final BlobRef blob;

        File(String name, String mediaType, BlobRef blob) {
            this.name = name;
            this.mediaType = mediaType;
            this.blob = blob;
        }

        String name() {
            return name;
        }

        String mediaType() {
            return mediaType;
        }

        long size() {
            return blob.size();
        }

        InputStream open() throws IOException {
            return blobs.read(blob.name());
        }
    }

    /// No, and what the caller may know of why.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code) {
            super(code, null, false, false);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }
}
