package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.Shown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decisions with the names of whom they name.
@ApplicationScoped
class ShownDecisions {
    private final AgentTable agents;
    private final Changes changes;

    ShownDecisions(AgentTable agents, Changes changes) {
        this.agents = agents;
        this.changes = changes;
    }

    Views.Items<Views.DecisionView> of(List<Decision> found) {
        Set<AgentId> named = new HashSet<>();
        for (Decision decision : found) {
            if (decision.chosen() != null) {
                named.add(decision.chosen().agent());
            }
            decision.runnersUp().stream().map(Shown::agent).forEach(named::add);
            decision.passed().stream().map(Pass::agent).forEach(named::add);
        }
        Map<AgentId, String> names = changes.read(tx -> agents.names(tx, named));
        return new Views.Items<>(found.stream()
                .map(decision -> Views.DecisionView.of(decision, names))
                .toList());
    }
}
