package dev.onethread.bench.theory;

import dev.onethread.bench.simulate.ScenarioFile;
import dev.onethread.routing.simulation.Outcome;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The figures, each with its source.
final class Experiments {
    /// Seconds that a time unit lasts in the scenarios whose service takes one.
    private static final double UNIT = 600;

    private static final double MINUTE = 60;
    private static final int MOST = 4000;
    /// Seconds in which a million contacts come at 8.4 a minute.
    private static final double MILLION = 1_000_000 / 8.4 * MINUTE;

    /// Loads of the strict classes, most pressing first.
    private static final double[] LOADS = {1, 3, 10, 4};

    private final Path scenarios;

    Experiments(Path scenarios) {
        this.scenarios = scenarios;
    }

    List<Experiment> all() {
        return List.of(
                delays("m-m-10", .4092, .2046),
                delays("m-m-20", .5508, .2754),
                delays("m-m-100", .5065, .1013),
                erlangA(),
                strictPriority(),
                bilingual(),
                oneSkill(),
                twoSkills(),
                sixSkills(),
                fairness("skills-two"),
                fairness("skills-six"));
    }

    private Experiment experiment(String file, Function<Scenario, Drawn> controls, Mark... marks) {
        Scenario scenario = ScenarioFile.read(scenarios.resolve(file + ".yaml"));
        return new Experiment(scenario.name(), scenario, controls, MOST, List.of(marks));
    }

    /// Erlang's delay formula (C).
    private Experiment delays(String file, double delayed, double wait) {
        return experiment(
                file,
                Drawn::pooled,
                Mark.is("share that waits", delayed, outcome -> outcome.all().delayedShare()),
                Mark.is("mean wait", wait, wait(Outcome::all)));
    }

    private static ToDoubleFunction<Outcome> wait(Function<Outcome, Tally> tally) {
        return outcome -> tally.apply(outcome).meanWaitOfAttempts() / UNIT;
    }

    /// Palm's model of impatient customers (Garnett, Mandelbaum and Reiman 2002).
    private Experiment erlangA() {
        return experiment(
                "erlang-a",
                Drawn::counts,
                Mark.is("share that gives up", .1021, outcome -> outcome.all().abandonedShare()));
    }

    /// Cobham 1954 for several servers; and by work conservation what all wait together, weighted by load, is what they
    /// would wait first come, first served.
    private Experiment strictPriority() {
        return experiment(
                "strict-priority",
                Drawn::pooled,
                Mark.is("mean wait, urgent", .0290, wait(outcome -> outcome.type("urgent"))),
                Mark.is("mean wait, high", .0362, wait(outcome -> outcome.type("high"))),
                Mark.is("mean wait, normal", .1147, wait(outcome -> outcome.type("normal"))),
                Mark.is("mean wait, low", .9179, wait(outcome -> outcome.type("low"))),
                Mark.is("load-weighted waits against first come, first served", .2754, Experiments::weightedWaits));
    }

    private static double weightedWaits(Outcome outcome) {
        String[] classes = {"urgent", "high", "normal", "low"};
        double sum = 0;
        double loads = 0;
        for (int i = 0; i < classes.length; i++) {
            sum += LOADS[i] * outcome.type(classes[i]).meanWaitOfAttempts() / UNIT;
            loads += LOADS[i];
        }
        return sum / loads;
    }

    /// The example of that name of the ContactCenters library (Buist and L'Ecuyer), its published output of 1,000
    /// weeks.
    private Experiment bilingual() {
        return experiment(
                "bilingual",
                Drawn::counts,
                Mark.is(
                        "served under a minute, % of 5,000",
                        97.9, outcome -> outcome.all().servedInTarget() / 50.0),
                Mark.is("abandoned a week", 142.9, outcome -> outcome.all().abandoned()),
                Mark.is("occupancy, English only, %", 47.6, outcome -> 100 * outcome.occupancy(0)),
                Mark.is("occupancy, Spanish only, %", 47.6, outcome -> 100 * outcome.occupancy(1)),
                Mark.is("occupancy, both, %", 63.3, outcome -> 100 * outcome.occupancy(2)));
    }

    private static double minutes(Outcome outcome) {
        return outcome.all().meanWait() / MINUTE;
    }

    /// Skill sharing after Wallace and Whitt 2005.
    private Experiment oneSkill() {
        return experiment("skills-one", Drawn::apart, Mark.is("mean wait, minutes", 2.45, Experiments::minutes));
    }

    private Experiment twoSkills() {
        return experiment("skills-two", Drawn::pooled, Mark.atMost("mean wait, minutes", .60, Experiments::minutes));
    }

    private Experiment sixSkills() {
        return experiment(
                "skills-six",
                Drawn::pooled,
                Mark.atMost("mean wait, minutes", .46, Experiments::minutes),
                Mark.is("mean wait, minutes, against the pooled bound", .450, Experiments::minutes));
    }

    /// How evenly the longest idle agent is chosen, after a million arrivals.
    private Experiment fairness(String file) {
        Scenario scenario = ScenarioFile.read(scenarios.resolve(file + ".yaml")).lasting(MILLION);
        return new Experiment(
                scenario.name() + ", a million arrivals",
                scenario,
                Drawn::counts,
                MOST,
                List.of(Mark.atMost("occupancy, coefficient of variation", .0015, Outcome::unfairness)));
    }
}
