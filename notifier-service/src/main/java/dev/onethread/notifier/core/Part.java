package dev.onethread.notifier.core;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one call to a channel carries: text, files, or both. The text of a part with a file is the file's
/// caption where the channel has captions; several files in one part are an album.
public record Part(
        String text, List<Attachment> attachments, @Nullable Form form) {
    public Part {
        attachments = List.copyOf(attachments);
    }

    public Part(String text, List<Attachment> attachments) {
        this(text, attachments, null);
    }

    public List<Span> spans() {
        return form == null ? List.of() : form.spans();
    }

    public List<Button> buttons() {
        return form == null ? List.of() : form.buttons();
    }

    /// What gives a text its form, and what stands below it.
    public record Form(List<Span> spans, List<Button> buttons) {
        public Form {
            spans = List.copyOf(spans);
            buttons = List.copyOf(buttons);
        }

        /// Null where there is neither.
        static @Nullable Form of(List<Span> spans, List<Button> buttons) {
            return spans.isEmpty() && buttons.isEmpty() ? null : new Form(spans, buttons);
        }
    }
}
