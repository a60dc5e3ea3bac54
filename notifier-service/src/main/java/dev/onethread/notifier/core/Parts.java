package dev.onethread.notifier.core;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Span;
import java.util.ArrayList;
import java.util.List;

/// What a reply becomes on its channel.
public final class Parts {
    /// Bot API, *sendMessage*: 1-4096 characters after entities parsing, which Telegram counts in UTF-16 units.
    public static final int TELEGRAM_TEXT = 4096;
    /// Bot API, *sendDocument* and its like: captions of 0-1024 characters.
    public static final int TELEGRAM_CAPTION = 1024;
    /// Bot API, *sendMediaGroup*: 2-10 items.
    static final int TELEGRAM_ALBUM = 10;

    private Parts() {}

    public static List<Part> of(Channel channel, String text, List<Attachment> attachments) {
        return of(channel, text, List.of(), attachments, List.of());
    }

    /// In the order of sending; empty where there is nothing to send. Attachments whose bytes we do not hold
    /// cannot be sent and are left out.
    public static List<Part> of(
            Channel channel, String text, List<Span> spans, List<Attachment> attachments, List<Button> buttons) {
        List<Attachment> files =
                attachments.stream().filter(file -> file.blob() != null).toList();
        return switch (channel) {
            case TELEGRAM -> telegram(text, spans, files, buttons);
            case MAIL, WEB -> text.isBlank() && files.isEmpty() ? List.of() : List.of(new Part(text, files));
        };
    }

    /// Buttons stand below the last words; an album cannot have any, so there the words follow it.
    private static List<Part> telegram(String text, List<Span> spans, List<Attachment> files, List<Button> buttons) {
        List<List<Attachment>> groups = groups(files);
        boolean captioned = !groups.isEmpty()
                && text.strip().length() <= TELEGRAM_CAPTION
                && (buttons.isEmpty() || groups.getFirst().size() == 1);
        List<Part> words = words(text, spans, captioned ? TELEGRAM_CAPTION : TELEGRAM_TEXT, buttons);
        List<Part> parts = new ArrayList<>();
        if (!captioned && buttons.isEmpty()) {
            parts.addAll(words);
        }
        for (int i = 0; i < groups.size(); i++) {
            Part caption = captioned && i == 0 && !words.isEmpty() ? words.getFirst() : new Part("", List.of());
            parts.add(new Part(caption.text(), groups.get(i), caption.form()));
        }
        if (!captioned && !buttons.isEmpty()) {
            parts.addAll(words);
        }
        return parts;
    }

    private static List<Part> words(String text, List<Span> spans, int limit, List<Button> buttons) {
        List<Part> parts = new ArrayList<>();
        List<Splitting.Piece> pieces = Splitting.pieces(text, spans, limit);
        for (Splitting.Piece piece : pieces) {
            List<Button> below = piece == pieces.getLast() ? buttons : List.of();
            parts.add(new Part(piece.of(text), List.of(), Part.Form.of(piece.of(spans), below)));
        }
        return parts;
    }

    private static List<List<Attachment>> groups(List<Attachment> files) {
        List<List<Attachment>> groups = new ArrayList<>();
        for (Attachment file : files) {
            List<Attachment> open = groups.isEmpty() ? List.of() : groups.getLast();
            boolean joins = !open.isEmpty()
                    && open.size() < TELEGRAM_ALBUM
                    && SentAs.of(open.getFirst()).goesWith(SentAs.of(file));
            if (joins) {
                open.add(file);
            } else {
                groups.add(new ArrayList<>(List.of(file)));
            }
        }
        return groups;
    }
}
