package dev.onethread.routing.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the customer wrote that nobody has answered, oldest first, with when it came. Bounded: beyond
/// [#KEPT] spans the newest message joins the last span and takes its age, so that nobody ever seems to
/// wait for less time than they do.
public record Unanswered(List<Span> spans) {
    static final int KEPT = 32;
    public static final Unanswered NOTHING = new Unanswered(List.of());

    public Unanswered {
        spans = List.copyOf(spans);
    }

    /// Places up to `place` (from the span before it), waiting since `since`.
    public record Span(long place, Instant since) {}

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    public @Nullable Instant oldest() {
        return spans.isEmpty() ? null : spans.getFirst().since();
    }

    Unanswered and(long place, Instant since) {
        if (spans.isEmpty()) {
            return new Unanswered(List.of(new Span(place, since)));
        }
        List<Span> more = new ArrayList<>(spans);
        if (more.size() == KEPT) {
            more.add(new Span(place, more.removeLast().since()));
        } else {
            more.add(new Span(place, since));
        }
        return new Unanswered(more);
    }

    /// As [#and], at a place that need not be the last, and perhaps older than what stands before it: that
    /// waits as long then.
    Unanswered also(long place, Instant since) {
        List<Span> all = new ArrayList<>();
        for (Span span : spans) {
            boolean before = span.place() < place;
            all.add(before && since.isBefore(span.since()) ? new Span(span.place(), since) : span);
        }
        int at = (int) spans.stream().filter(span -> span.place() < place).count();
        if (all.size() < KEPT) {
            all.add(at, new Span(place, since));
        } else if (at == all.size()) {
            all.set(at - 1, new Span(place, all.getLast().since()));
        }
        return new Unanswered(all);
    }

    Unanswered without(List<Long> places) {
        return new Unanswered(
                spans.stream().filter(span -> !places.contains(span.place())).toList());
    }

    Unanswered after(long place) {
        if (spans.isEmpty() || spans.getFirst().place() > place) {
            return this;
        }
        if (spans.getLast().place() <= place) {
            return NOTHING;
        }
        return new Unanswered(
                spans.stream().filter(span -> span.place() > place).toList());
    }
}
