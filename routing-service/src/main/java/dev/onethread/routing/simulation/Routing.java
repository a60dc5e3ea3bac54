package dev.onethread.routing.simulation;

import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the pool routes: what each of its desks decided (the first takes what names no other), and how it weighs.
public record Routing(List<DeskPolicy> policies, Policy policy) {
    public Routing {
        policies = List.copyOf(policies);
        Checks.that(!policies.isEmpty(), "a pool has a desk");
    }

    public List<DeskId> desks() {
        return policies.stream().map(DeskPolicy::desk).toList();
    }

    Map<DeskId, DeskPolicy> byDesk() {
        Map<DeskId, DeskPolicy> byDesk = new LinkedHashMap<>();
        policies.forEach(policy -> byDesk.put(policy.desk(), policy));
        return byDesk;
    }
}
