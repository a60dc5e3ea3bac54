package dev.onethread.notifier.core;

import dev.onethread.contracts.Attachment;
import java.util.List;

/// What one call to a channel carries: text, files, or both. The text of a part with a file is the file's caption where
/// the channel has captions.
public record Part(String text, List<Attachment> attachments) {
    public Part {
        attachments = List.copyOf(attachments);
    }
}
