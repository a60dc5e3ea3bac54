package dev.onethread.routing.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a decision was what it was. `score` ranks waiting conversations, lower first: the second its waiting began,
/// less what its priority is worth. `excluded` counts those who could not be given it.
public record Explanation(
        long configurationVersion,
        Instant since,
        int priority,
        double score,
        @Nullable Candidate chosen,
        List<Candidate> runnersUp,
        Map<Exclusion, Integer> excluded) {}
