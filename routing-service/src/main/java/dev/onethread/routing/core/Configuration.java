package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What people decided about a pool, as of a version: its desks (the first takes what names none of them),
/// its agents (those who left too, as inactive), how it weighs, what desks decided of their own, and the
/// pools of the desks that are not its own.
public record Configuration(
        long version,
        List<DeskId> desks,
        List<AgentProfile> agents,
        Policy policy,
        Map<DeskId, DeskPolicy> policies,
        PoolId pool,
        Map<DeskId, PoolId> elsewhere) {
    private static final PoolId MAIN = new PoolId("main");

    public Configuration {
        desks = List.copyOf(desks);
        agents = List.copyOf(agents);
        policies = complete(desks, policy, policies);
        elsewhere = Map.copyOf(elsewhere);
        if (desks.isEmpty()) {
            throw new IllegalArgumentException("a pool has a desk");
        }
    }

    public Configuration(long version, List<DeskId> desks, List<AgentProfile> agents, Policy policy) {
        this(version, desks, agents, policy, Map.of());
    }

    /// Of the pool that exists from the start.
    public Configuration(
            long version,
            List<DeskId> desks,
            List<AgentProfile> agents,
            Policy policy,
            Map<DeskId, DeskPolicy> policies) {
        this(version, desks, agents, policy, policies, MAIN);
    }

    /// Of a pool that is the only one.
    public Configuration(
            long version,
            List<DeskId> desks,
            List<AgentProfile> agents,
            Policy policy,
            Map<DeskId, DeskPolicy> policies,
            PoolId pool) {
        this(version, desks, agents, policy, policies, pool, Map.of());
    }

    /// How a desk routes; one that is not of this pool as the first.
    public DeskPolicy policy(DeskId desk) {
        DeskPolicy found = policies.get(desk);
        return found != null ? found : policies.getOrDefault(desks.getFirst(), DeskPolicy.of(desk, policy));
    }

    private static Map<DeskId, DeskPolicy> complete(
            List<DeskId> desks, Policy policy, Map<DeskId, DeskPolicy> decided) {
        Map<DeskId, DeskPolicy> all = new HashMap<>(decided);
        desks.forEach(desk -> all.computeIfAbsent(desk, none -> DeskPolicy.of(desk, policy)));
        return Map.copyOf(all);
    }
}
