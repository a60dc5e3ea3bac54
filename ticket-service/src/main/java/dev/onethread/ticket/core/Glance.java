package dev.onethread.ticket.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Door;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a list shows of a conversation. `waitingSince` is when the oldest unanswered message came in, null
/// exactly when
/// `unanswered` is 0.
public record Glance(
        @Nullable String subject,
        @Nullable String preview,
        @Nullable By previewBy,
        Instant lastAt,
        int unanswered,
        @Nullable Instant waitingSince,
        @Nullable Address address,
        @Nullable Door door,
        Set<String> channels) {
    private static final int PREVIEW = 160;

    /// Whose words the preview is.
    public enum By {
        CUSTOMER,
        AGENT,
        NOTE,
        EVENT
    }

    public static Glance empty(Instant at) {
        return new Glance(null, null, null, at, 0, null, null, null, Set.of());
    }

    Glance received(Address from, Door at, Instant received, Body body) {
        Set<String> all = new TreeSet<>(channels);
        all.add(from.channel().prefix());
        return new Glance(
                body.subject() == null ? subject : body.subject(),
                preview(body),
                By.CUSTOMER,
                later(received),
                unanswered + 1,
                waitingSince == null ? received : waitingSince,
                from,
                at,
                all);
    }

    Glance shows(String text, By by, Instant at) {
        return new Glance(subject, cut(text), by, later(at), unanswered, waitingSince, address, door, channels);
    }

    Glance preview(String text) {
        return new Glance(subject, cut(text), previewBy, lastAt, unanswered, waitingSince, address, door, channels);
    }

    /// What both have: the newest of the two is shown, and both wait.
    Glance with(Glance other) {
        Glance newest = other.lastAt.isAfter(lastAt) && other.preview != null ? other : this;
        Glance used = other.address != null && (address == null || other.lastAt.isAfter(lastAt)) ? other : this;
        Set<String> all = new TreeSet<>(channels);
        all.addAll(other.channels);
        return new Glance(
                newest.subject == null ? subject == null ? other.subject : subject : newest.subject,
                newest.preview,
                newest.previewBy,
                later(other.lastAt),
                unanswered + other.unanswered,
                earlier(waitingSince, other.waitingSince),
                used.address,
                used.door,
                all);
    }

    /// Only what waits of it: the rest is somebody else's.
    public Glance left(
            int still,
            @Nullable Instant since,
            String text,
            @Nullable By by,
            Instant at,
            @Nullable Address from,
            @Nullable Door through,
            Set<String> used) {
        return new Glance(subject, cut(text), by, at, still, still == 0 ? null : since, from, through, used);
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    Glance waiting(int still, @Nullable Instant since) {
        return new Glance(
                subject, preview, previewBy, lastAt, still, still == 0 ? null : since, address, door, channels);
    }

    private Instant later(Instant at) {
        return at.isAfter(lastAt) ? at : lastAt;
    }

    private static String preview(Body body) {
        if (!body.text().isBlank() || body.attachments().isEmpty()) {
            return cut(body.text());
        }
        Attachment first = body.attachments().getFirst();
        return cut(first.card() == null || first.detail() == null ? first.name() : first.detail());
    }

    /// One line, short enough for a list, never ending inside a surrogate pair.
    private static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= PREVIEW) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(PREVIEW - 1)) ? PREVIEW - 1 : PREVIEW;
        return line.substring(0, end);
    }
}
