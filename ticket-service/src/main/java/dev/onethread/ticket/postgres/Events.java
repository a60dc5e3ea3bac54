package dev.onethread.ticket.postgres;

import dev.onethread.ticket.core.Happening;

/// Happenings as a column holds them.
final class Events {
    private Events() {}

    static Happening cleaned(Happening happening) {
        return new Happening(
                happening.type(),
                happening.agent(),
                Json.clean(happening.reason()),
                happening.desk(),
                happening.decision(),
                Json.clean(happening.detail()),
                happening.conversation(),
                happening.merge());
    }
}
