package dev.onethread.contracts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A file or another thing beside the text. Without `blob` the bytes are not held, and `missing` says why.
/// `contentId` is the mail part that HTML refers to with `cid:` (RFC 2392); `detail` says in words what is no
/// file, such as a location or a contact card, and `card` says it in fields.
public record Attachment(
        Kind kind,
        String name,
        String mediaType,
        @Nullable BlobRef blob,
        @Nullable String missing,
        @Nullable String contentId,
        @Nullable String detail,
        @Nullable Media media,
        @Nullable Card card) {
    public Attachment {
        Require.present(kind, "attachment kind");
        Require.text(name, "attachment name");
        Require.text(mediaType, "mediaType");
    }

    /// A plain file.
    public Attachment(
            Kind kind,
            String name,
            String mediaType,
            @Nullable BlobRef blob,
            @Nullable String missing,
            @Nullable String contentId,
            @Nullable String detail) {
        this(kind, name, mediaType, blob, missing, contentId, detail, null, null);
    }

    public static Attachment file(Kind kind, String name, String mediaType, BlobRef blob) {
        return new Attachment(kind, name, mediaType, blob, null, null, null);
    }

    /// What a thing is to a reader, whatever channel brought it.
    public enum Kind {
        IMAGE,
        DOCUMENT,
        VOICE,
        AUDIO,
        VIDEO,
        STICKER,
        LOCATION,
        CONTACT,
        POLL,
        MAIL,
        OTHER;

        /// The kind of a plain file by its media type.
        public static Kind ofMediaType(String mediaType) {
            String type = mediaType.toLowerCase(Locale.ROOT);
            if (type.startsWith("image/")) {
                return IMAGE;
            }
            if (type.startsWith("audio/")) {
                return AUDIO;
            }
            if (type.startsWith("video/")) {
                return VIDEO;
            }
            return type.equals("message/rfc822") ? MAIL : DOCUMENT;
        }
    }
}
