package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The threading headers of one mail, ids with their angle brackets (RFC 5322 section 3.6.4).
public record MailThread(
        @Nullable String messageId,
        List<String> references,
        @Nullable String subject) {
    public MailThread {
        references = Require.list(references, "references");
    }
}
