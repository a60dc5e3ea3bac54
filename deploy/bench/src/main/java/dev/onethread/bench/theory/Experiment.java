package dev.onethread.bench.theory;

import dev.onethread.routing.simulation.Scenario;
import java.util.List;
import java.util.function.Function;

/// A scenario with the figures it must meet, and which control variates help.
record Experiment(String name, Scenario scenario, Function<Scenario, Drawn> controls, int most, List<Mark> marks) {
    /// Replications before the first look: fewer would make the interval's own width too uncertain.
    static final int LEAST = 32;
}
