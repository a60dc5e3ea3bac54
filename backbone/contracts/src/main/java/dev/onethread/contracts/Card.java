package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attachment says where it is no file. `title` is its name, `text` what stands below it; places have
/// decimal degrees (WGS 84), people their `phone`. `own` says that the sender's channel vouches that this is
/// their own card: only such a phone number is evidence. `lines` are options, tasks or facts, in order.
public record Card(
        Kind kind,
        @Nullable String title,
        @Nullable String text,
        @Nullable String latitude,
        @Nullable String longitude,
        @Nullable String phone,
        boolean own,
        boolean closed,
        List<Line> lines) {
    public Card {
        Require.present(kind, "card kind");
        lines = Require.list(lines, "lines");
    }

    /// A card of words only.
    public static Card of(Kind kind, @Nullable String title, @Nullable String text) {
        return new Card(kind, title, text, null, null, null, false, false, List.of());
    }

    public static Card of(Kind kind, @Nullable String title, @Nullable String text, List<Line> lines) {
        return new Card(kind, title, text, null, null, null, false, false, lines);
    }

    /// One line; `count` are its votes or amount, `marked` that it is done, right or won.
    public record Line(String text, @Nullable Long count, boolean marked) {
        public Line {
            Require.present(text, "line text");
        }
    }

    /// What it is a card of.
    public enum Kind {
        PLACE,
        PERSON,
        POLL,
        DICE,
        CHECKLIST,
        GAME,
        STORY,
        PAID,
        INVOICE,
        PAYMENT,
        GIFT,
        GIVEAWAY,
        OTHER
    }
}
