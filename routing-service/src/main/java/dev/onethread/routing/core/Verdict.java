package dev.onethread.routing.core;

import java.util.Locale;

/// Why an agent was or was not given a conversation: chosen, able but behind the chosen in the first thing in which
/// they differ, or not able.
public enum Verdict {
    CHOSEN,
    /// The chosen is the customer's last agent.
    NOT_LAST_AGENT,
    /// More or rarer skill would lie idle.
    LESS_FIT,
    /// A higher load ratio than the chosen.
    MORE_LOADED,
    /// Had a new one more recently, or became free later, than the chosen.
    LESS_IDLE,
    /// Alike in everything; the id decided.
    LATER_ID,
    /// The hash of conversation and agent decided.
    DRAWN_LATER,
    /// Able, where no choice was made: a person decided, or it was kept for somebody.
    ABLE,
    OTHER_DESK,
    NOT_SUPERVISOR,
    NO_SKILL,
    OFFLINE,
    AWAY,
    BUSY,
    DECLINED,
    SILENT,
    GAVE_BACK,
    FULL,
    CHANNEL_FULL;

    /// The stable code others know it by, such as `no-skill`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
