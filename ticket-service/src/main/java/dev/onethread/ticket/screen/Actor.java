package dev.onethread.ticket.screen;

import dev.onethread.contracts.AgentId;

/// The signed-in user who acts, under the name customers and colleagues see.
public record Actor(AgentId id, String name) {}
