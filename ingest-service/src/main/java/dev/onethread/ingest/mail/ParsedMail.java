package dev.onethread.ingest.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What a mail says. `plain` is its text part, `html` its HTML part as sent, either may be empty; `text` is what a
/// person reads: the text part, and what only HTML says. `identity` is what it is the same mail by, wherever and
/// however often it arrives. `marks` name what was over the bounds and is in the raw bytes only.
record ParsedMail(
        Headers headers,
        List<Senders.Sender> from,
        @Nullable String subject,
        @Nullable String messageId,
        @Nullable String inReplyTo,
        SequencedSet<String> references,
        @Nullable Instant sentAt,
        String plain,
        String html,
        String text,
        List<Attached> attachments,
        List<String> marks,
        String identity) {

    /// The same as the beginning of a mail: its files are cut and left out.
    ParsedMail beginning(String mark) {
        List<String> more = new ArrayList<>(marks);
        more.add(mark);
        return new ParsedMail(
                headers,
                from,
                subject,
                messageId,
                inReplyTo,
                references,
                sentAt,
                plain,
                html,
                text,
                List.of(),
                List.copyOf(more),
                identity);
    }

    /// A file of a mail. `name` is as the sender wrote it, not safe to show, empty for none.
    record Attached(String name, String mediaType, @Nullable String contentId, byte[] bytes) {}
}
