package dev.onethread.routing.whatif;

import dev.onethread.routing.simulation.Scenario;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a supervisor wants to know: how a scenario goes, and how it would go with changes; null for none.
public record WhatIf(UUID id, Scenario before, @Nullable Scenario after, int replications, long seed) {}
