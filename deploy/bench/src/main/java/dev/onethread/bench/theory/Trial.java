package dev.onethread.bench.theory;

import dev.onethread.routing.simulation.Controls;
import dev.onethread.routing.simulation.Interval;
import dev.onethread.routing.simulation.Outcome;
import dev.onethread.routing.simulation.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// One experiment: independent replications until each figure's interval is as narrow as it must be. A figure is
/// judged by the replications it needed, so that chance has one try.
final class Trial {
    private record Observed(double[] figures, double[] controls) {}

    private final Experiment experiment;
    private final long seed;
    private final double confidence;
    private final ExecutorService threads;
    private final int width;
    private final List<Observed> observed = new ArrayList<>();
    private final Map<Mark, Interval> decided = new LinkedHashMap<>();

    Trial(Experiment experiment, long seed, double confidence, ExecutorService threads, int width) {
        this.experiment = experiment;
        this.seed = seed;
        this.confidence = confidence;
        this.threads = threads;
        this.width = width;
    }

    List<Verdict> run(Consumer<String> progress) throws InterruptedException {
        int wanted = Math.min(Experiment.LEAST, experiment.most());
        while (true) {
            replicate(wanted);
            double widest = look();
            progress.accept(String.format(
                    java.util.Locale.ROOT,
                    "%s: %d replications, %d of %d figures",
                    experiment.name(),
                    wanted,
                    decided.size(),
                    experiment.marks().size()));
            if (decided.size() == experiment.marks().size() || wanted >= experiment.most()) {
                break;
            }
            // As many as the widest interval asks for, but no more than twice what is known so far can tell.
            int asked = (int) Math.ceil(wanted * Math.min(2, Math.max(1.1, widest * widest)));
            wanted = Math.min(experiment.most(), Math.ceilDiv(asked, width) * width);
        }
        return experiment.marks().stream()
                .map(mark -> new Verdict(experiment.name(), mark, decided.getOrDefault(mark, interval(mark))))
                .toList();
    }

    private void replicate(int wanted) throws InterruptedException {
        List<Future<Observed>> running = new ArrayList<>();
        for (int replication = observed.size(); replication < wanted; replication++) {
            int each = replication;
            running.add(threads.submit(() -> observe(each)));
        }
        for (Future<Observed> each : running) {
            try {
                observed.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(experiment.name() + " failed", e.getCause());
            }
        }
    }

    private Observed observe(int replication) {
        Drawn drawn = experiment.controls().apply(experiment.scenario());
        Outcome outcome = Simulation.run(experiment.scenario(), seed, replication, drawn, () -> false, Long.MAX_VALUE);
        double[] figures = experiment.marks().stream()
                .mapToDouble(mark -> mark.measure().applyAsDouble(outcome))
                .toArray();
        return new Observed(figures, drawn.controls());
    }

    /// Decides what can be decided.
    /// @return how many times too wide the widest of the others is
    private double look() {
        double widest = 0;
        for (Mark mark : experiment.marks()) {
            if (!decided.containsKey(mark)) {
                Interval interval = interval(mark);
                if (mark.decides(interval)) {
                    decided.put(mark, interval);
                } else {
                    widest = Math.max(widest, interval.halfWidth() / (Mark.PRECISION * mark.value()));
                }
            }
        }
        return widest;
    }

    private Interval interval(Mark mark) {
        int index = experiment.marks().indexOf(mark);
        double[] samples =
                observed.stream().mapToDouble(each -> each.figures()[index]).toArray();
        double[][] controls = observed.stream().map(Observed::controls).toArray(double[][]::new);
        return Controls.estimate(samples, controls, confidence);
    }
}
