package dev.onethread.bench.speed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What decisions, inputs that end in an assignment, cost. As many of them a second as one core takes, with all
/// that keeps the load as it is (one to three inputs that decide nothing for each that does); and the time of
/// such an input alone.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineSpeed {
    /// Busy: everybody is full and many wait; who finishes one gets the next. Idle: half of the units are
    /// free; who writes gets an agent.
    public enum Load {
        BUSY,
        IDLE
    }

    @Param("1000")
    public int agents;

    @Param("1000")
    public int waiting;

    @Param("BUSY")
    public Load load = Load.BUSY;

    private Crew crew = new Crew(1);

    @Setup(Level.Trial)
    public void begin() {
        crew = new Crew(agents);
        if (load == Load.BUSY) {
            crew.fill(waiting);
        } else {
            crew.occupy(agents * Crew.CAPACITY / 2);
        }
    }

    /// Of an iteration: how many inputs ended in an assignment, and the nanoseconds that these took.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Alone {
        public long decisions;
        public long nanos;
    }

    /// What it takes until an input has ended in an assignment.
    @Benchmark
    public boolean decide(Alone alone) {
        long decisions = crew.decisions();
        long deciding = crew.deciding();
        boolean decided = false;
        while (!decided) {
            decided = load == Load.BUSY ? crew.write() | crew.finish() : crew.finish() | crew.write();
        }
        alone.decisions += crew.decisions() - decisions;
        alone.nanos += crew.deciding() - deciding;
        return decided;
    }
}
