package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import java.util.List;
import java.util.Set;

/// What one input led to: decisions, and whose state is to be stored.
public record Step(List<Effect> effects, Set<ConversationId> conversations, Set<AgentId> agents) {}
