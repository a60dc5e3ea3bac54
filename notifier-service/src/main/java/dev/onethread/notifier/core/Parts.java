package dev.onethread.notifier.core;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Channel;
import java.util.ArrayList;
import java.util.List;

/// What a reply becomes on its channel.
public final class Parts {
    /// Bot API, *sendMessage*: 1-4096 characters, which Telegram counts in UTF-16 units.
    static final int TELEGRAM_TEXT = 4096;
    /// Bot API, *sendDocument* and its like: captions of 0-1024 characters.
    static final int TELEGRAM_CAPTION = 1024;

    private Parts() {}

    /// In the order of sending; empty where there is nothing to send. Attachments whose bytes we do not hold cannot be
    /// sent and are left out.
    public static List<Part> of(Channel channel, String text, List<Attachment> attachments) {
        List<Attachment> files =
                attachments.stream().filter(file -> file.blob() != null).toList();
        return switch (channel) {
            case TELEGRAM -> telegram(text, files);
            case MAIL, WEB -> text.isBlank() && files.isEmpty() ? List.of() : List.of(new Part(text, files));
        };
    }

    private static List<Part> telegram(String text, List<Attachment> files) {
        String said = text.strip();
        boolean caption = !files.isEmpty() && said.length() <= TELEGRAM_CAPTION;
        List<Part> parts = new ArrayList<>();
        if (!caption) {
            Splitting.split(said, TELEGRAM_TEXT).forEach(piece -> parts.add(new Part(piece, List.of())));
        }
        for (int i = 0; i < files.size(); i++) {
            parts.add(new Part(caption && i == 0 ? said : "", List.of(files.get(i))));
        }
        return parts;
    }
}
