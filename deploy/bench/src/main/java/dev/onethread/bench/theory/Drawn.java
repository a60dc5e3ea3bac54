package dev.onethread.bench.theory;

import dev.onethread.routing.simulation.ContactType;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Simulation;
import java.util.List;

/// Control variates of one run, from nothing but the arrivals and service times drawn: how many came, how long their
/// services are, and how they would wait for a single server that is as fast as all agents together. Such an M/M/1
/// queue's mean is known (Pollaczek and Khinchine), and it is busy when the agents are.
final class Drawn implements Simulation.Watch {
    private final double first;
    private final double last;
    private final double arrivals;
    private final double service;
    private final double known;
    private final double utilization;
    private final int[] queueOf;
    private final FastServer[] queues;
    private long count;
    private double work;
    private double waits;
    private long waiting;

    /// @param servers how many agents each queue's single server stands for; empty for no such queue
    /// @param queueOf the queue of each type
    private Drawn(Scenario scenario, List<Integer> servers, int[] queueOf) {
        first = scenario.warmup();
        last = scenario.horizon();
        this.queueOf = queueOf;
        queues = new FastServer[servers.size()];
        double expected = 0;
        double offered = 0;
        for (ContactType type : scenario.types()) {
            double some = type.arrivals().expected(first, last);
            expected += some;
            offered += some * type.service().mean();
        }
        arrivals = expected;
        service = offered / expected;
        int all = 0;
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new FastServer(servers.get(i));
            all += servers.get(i);
        }
        utilization = all == 0 ? 0 : offered / (last - first) / all;
        double each = all == 0 ? 0 : (double) all / queues.length;
        known = all == 0 ? 0 : utilization / (1 - utilization) * service / each;
    }

    /// Counts and service times only.
    static Drawn counts(Scenario scenario) {
        return new Drawn(scenario, List.of(), new int[0]);
    }

    /// All types before one fast server.
    static Drawn pooled(Scenario scenario) {
        return new Drawn(
                scenario,
                List.of(scenario.agentCount()),
                new int[scenario.types().size()]);
    }

    /// A fast server per type, all alike.
    static Drawn apart(Scenario scenario) {
        int types = scenario.types().size();
        int[] own = new int[types];
        for (int type = 0; type < types; type++) {
            own[type] = type;
        }
        return new Drawn(scenario, java.util.Collections.nCopies(types, scenario.agentCount() / types), own);
    }

    @Override
    public void arrived(double second, int type, double length) {
        boolean counted = second >= first && second < last;
        if (counted) {
            count++;
            work += length;
        }
        if (queues.length > 0) {
            double wait = queues[queueOf[type]].arrived(second, length);
            if (counted) {
                waits += wait;
                waiting += wait > 0 ? 1 : 0;
            }
        }
    }

    /// Each less its known mean.
    double[] controls() {
        double came = count / arrivals - 1;
        double lengths = work / count / service - 1;
        if (queues.length == 0) {
            return new double[] {came, lengths};
        }
        return new double[] {waits / count - known, came, lengths, (double) waiting / count - utilization};
    }

    /// Lindley's recursion.
    private static final class FastServer {
        private final int speed;
        private double before;
        private double left;

        FastServer(int speed) {
            this.speed = speed;
        }

        double arrived(double second, double length) {
            double wait = Math.max(0, left - (second - before));
            before = second;
            left = wait + length / speed;
            return wait;
        }
    }
}
