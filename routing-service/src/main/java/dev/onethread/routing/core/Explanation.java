package dev.onethread.routing.core;

import dev.onethread.contracts.NeedStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a decision was what it was. `score` ranks waiting conversations, lower first: the second its waiting began,
/// less what its priority is worth (by the desk's ordering). `runnersUp` are at most five others, the closest first,
/// each with why not; `excluded` counts all who could not be given it. `step` of `steps` (from 1) was in force,
/// `needs`; at `relaxesAt` the next one is, null for never.
public record Explanation(
        long configurationVersion,
        Instant since,
        int priority,
        double score,
        @Nullable Candidate chosen,
        List<Candidate> runnersUp,
        Map<Exclusion, Integer> excluded,
        int step,
        int steps,
        NeedStep needs,
        @Nullable Instant relaxesAt) {}
