package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wrote. `text` is plain text, may be empty where attachments say it all, and is cut at
/// [#INLINE_LIMIT] characters with the whole in `whole` (UTF-8). `quoted` is what a reply repeats of earlier
/// mails. `html` is the unsanitised original and must be sanitised before anybody sees it. `spans` give parts
/// of `text` their form, null for plain text.
public record Body(
        String text,
        @Nullable String subject,
        @Nullable String quoted,
        @Nullable BlobRef html,
        @Nullable BlobRef whole,
        List<Attachment> attachments,
        @Nullable List<Span> spans) {
    /// Characters of text that travel inside a record; four bytes each at most keep it under 256 KiB.
    public static final int INLINE_LIMIT = 60_000;

    public Body {
        Require.present(text, "text");
        attachments = Require.list(attachments, "attachments");
        spans = spans == null ? null : Require.list(spans, "spans");
    }

    /// Without spans.
    public Body(
            String text,
            @Nullable String subject,
            @Nullable String quoted,
            @Nullable BlobRef html,
            @Nullable BlobRef whole,
            List<Attachment> attachments) {
        this(text, subject, quoted, html, whole, attachments, null);
    }

    public static Body text(String text) {
        return new Body(text, null, null, null, null, List.of());
    }
}
