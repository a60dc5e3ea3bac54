package dev.onethread.routing.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a simulation is given but the seed. Times are seconds since `start`. What comes in `warmup` is not counted;
/// nothing that comes after `horizon` is. `target` is the wait within which a contact counts as well served.
public record Scenario(
        String name,
        Instant start,
        double warmup,
        double horizon,
        double target,
        List<ContactType> types,
        List<AgentGroup> agents,
        Routing routing,
        Lines lines,
        Closing closing,
        @Nullable Trace trace) {
    public Scenario {
        types = List.copyOf(types);
        agents = List.copyOf(agents);
        Checks.that(warmup >= 0 && warmup < horizon && Double.isFinite(horizon), "the horizon lies after the warm-up");
        Checks.that(target >= 0, "a target is 0 or more");
        Checks.that(!types.isEmpty(), "contacts are of some type");
        Checks.that(!agents.isEmpty(), "somebody works");
        Checks.that(different(types.stream().map(ContactType::name).toList()), "two types have the same name");
        Checks.that(different(agents.stream().map(AgentGroup::name).toList()), "two groups have the same name");
    }

    private static boolean different(List<String> names) {
        Set<String> seen = new HashSet<>(names);
        return seen.size() == names.size();
    }

    /// At most so many contacts `inSystem` at once, those in service too, and so many `waiting`; who comes above that
    /// is turned away. Null for no limit.
    public record Lines(
            @Nullable Integer inSystem, @Nullable Integer waiting) {
        public static final Lines ENDLESS = new Lines(null, null);

        public Lines {
            Checks.that(inSystem == null || inSystem >= 1, "there is a line");
            Checks.that(waiting == null || waiting >= 0, "waiting places are 0 or more");
        }
    }

    /// What happens when nobody works any more.
    public enum Closing {
        /// Customers wait for the next shift, as long as they are patient.
        WAIT,
        /// Who waits is sent away, and who comes is turned away.
        SEND_AWAY
    }

    public int agentCount() {
        return agents.stream().mapToInt(AgentGroup::count).sum();
    }

    /// The same for another length of time after the warm-up, in seconds.
    public Scenario lasting(double seconds) {
        return new Scenario(
                name, start, warmup, warmup + seconds, target, types, agents, routing, lines, closing, trace);
    }
}
