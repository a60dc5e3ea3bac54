package dev.onethread.routing.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a desk with hours is open, looked up once per change.
final class Opening {
    private final DeskHours hours;
    private boolean open;
    private boolean known;

    private @Nullable Instant from;

    private @Nullable Instant until;

    Opening(DeskHours hours) {
        this.hours = hours;
    }

    DeskHours.Outside outside() {
        return hours.outside();
    }

    boolean open(Instant now) {
        look(now);
        return open;
    }

    /// When it opens or closes next; null for never.
    @Nullable
    Instant changesAt(Instant now) {
        look(now);
        return until;
    }

    private void look(Instant now) {
        boolean within = from != null && !now.isBefore(from) && (until == null || now.isBefore(until));
        if (!known || !within) {
            known = true;
            from = now;
            open = hours.hours().open(now);
            until = hours.hours().changesAt(now);
        }
    }
}
