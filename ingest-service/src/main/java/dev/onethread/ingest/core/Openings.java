package dev.onethread.ingest.core;

import dev.onethread.contracts.Setting.OpenTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a desk works, in order and known until a time; null `opens` for one that always works. Who knows
/// nothing takes a desk for open: a closed door must never be invented.
public record Openings(@Nullable List<OpenTime> opens, Instant knownUntil) {
    /// A desk nobody has told hours of.
    public static final Openings ALWAYS = new Openings(null, Instant.EPOCH);

    public Openings {
        opens = opens == null ? null : List.copyOf(opens);
    }

    public boolean open(Instant now) {
        return opens == null
                || !now.isBefore(knownUntil)
                || opens.stream().anyMatch(each -> !now.isBefore(each.from()) && now.isBefore(each.until()));
    }

    /// When a closed desk opens; null while it is open and where that is not known.
    public @Nullable Instant opensAt(Instant now) {
        if (opens == null || open(now)) {
            return null;
        }
        return opens.stream()
                .map(OpenTime::from)
                .filter(from -> from.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
