package dev.onethread.notifier.core;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import java.util.Set;

/// What Telegram shows a file as; anything it would change or refuse goes as a document, unchanged.
public enum SentAs {
    PHOTO,
    VIDEO,
    AUDIO,
    VOICE,
    DOCUMENT;

    /// Bot API, *sendPhoto*: at most 10 MB.
    private static final long LARGEST_PHOTO = 10L * 1024 * 1024;

    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/webp");
    /// Bot API, *sendVoice*: OGG with Opus, MP3 or M4A.
    private static final Set<String> VOICES =
            Set.of("audio/ogg", "audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a");

    public static SentAs of(Attachment attachment) {
        String type = attachment.mediaType();
        BlobRef blob = attachment.blob();
        return switch (attachment.kind()) {
            case IMAGE -> PHOTOS.contains(type) && blob != null && blob.size() <= LARGEST_PHOTO ? PHOTO : DOCUMENT;
            case VOICE -> VOICES.contains(type) ? VOICE : DOCUMENT;
            case AUDIO -> type.equals("audio/mpeg") || type.equals("audio/mp4") ? AUDIO : DOCUMENT;
            case VIDEO -> type.equals("video/mp4") ? VIDEO : DOCUMENT;
            case DOCUMENT, STICKER, LOCATION, CONTACT, POLL, MAIL, OTHER -> DOCUMENT;
        };
    }

    /// Whether both may stand in one album (Bot API, *sendMediaGroup*): photos and films together, documents
    /// and audio each among themselves, voice messages never.
    boolean goesWith(SentAs other) {
        return switch (this) {
            case PHOTO, VIDEO -> other == PHOTO || other == VIDEO;
            case AUDIO -> other == AUDIO;
            case DOCUMENT -> other == DOCUMENT;
            case VOICE -> false;
        };
    }
}
