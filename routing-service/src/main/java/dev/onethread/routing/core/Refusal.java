package dev.onethread.routing.core;

import java.util.Locale;

/// Why a command has no effect.
public enum Refusal {
    CONVERSATION_UNKNOWN,
    AGENT_UNKNOWN,
    DESK_UNKNOWN,
    AGENT_OFFLINE,
    AT_CAPACITY,
    NOT_WAITING,
    NOT_OFFERED,
    NOT_OPEN,
    NOT_IDLE,
    IN_THE_PAST,
    HANDING_OVER,
    SAME_POOL,
    NOBODY_FREE,
    NOT_ASSIGNED,
    ALREADY_ASKED,
    STALE;

    /// The stable code others know it by, such as `not-waiting`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
