package dev.onethread.routing.kafka;

import dev.onethread.routing.postgres.AgentPast;
import dev.onethread.routing.postgres.AgentStates;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.Decisions;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.Forgetting;
import dev.onethread.routing.postgres.PaceTable;
import dev.onethread.routing.postgres.Pools;
import dev.onethread.routing.postgres.SeenCommands;
import dev.onethread.routing.postgres.WorkTable;
import jakarta.enterprise.context.ApplicationScoped;

/// All tables a dispatcher writes.
@ApplicationScoped
class DispatchTables {
    private final Pools pools;
    private final Configurations configurations;
    private final WorkTable work;
    private final AgentStates agents;
    private final SeenCommands commands;
    private final Decisions decisions;
    private final AgentPast past;
    private final DeskTable desks;
    private final PaceTable paces;
    private final Forgetting forgetting;

    DispatchTables(
            Pools pools,
            Configurations configurations,
            WorkTable work,
            AgentStates agents,
            SeenCommands commands,
            Decisions decisions,
            AgentPast past,
            DeskTable desks,
            PaceTable paces,
            Forgetting forgetting) {
        this.forgetting = forgetting;
        this.pools = pools;
        this.configurations = configurations;
        this.work = work;
        this.agents = agents;
        this.commands = commands;
        this.decisions = decisions;
        this.past = past;
        this.desks = desks;
        this.paces = paces;
    }

    Pools pools() {
        return pools;
    }

    Configurations configurations() {
        return configurations;
    }

    WorkTable work() {
        return work;
    }

    AgentStates agents() {
        return agents;
    }

    SeenCommands commands() {
        return commands;
    }

    Decisions decisions() {
        return decisions;
    }

    AgentPast past() {
        return past;
    }

    PaceTable paces() {
        return paces;
    }

    Forgetting forgetting() {
        return forgetting;
    }

    DeskTable desks() {
        return desks;
    }
}
