package dev.onethread.routing.core;

import java.util.Arrays;
import java.util.Locale;

/// Why an agent could not be given a conversation; the first that holds counts.
public enum Exclusion {
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

    private static final Verdict[] VERDICTS =
            Arrays.stream(values()).map(each -> Verdict.valueOf(each.name())).toArray(Verdict[]::new);

    /// What it says of an agent who was considered.
    Verdict verdict() {
        return VERDICTS[ordinal()];
    }

    /// The stable code others know it by, such as `no-skill`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
