package dev.onethread.routing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Unit-seconds each agent was busy between warm-up and horizon, overtime included.
final class Occupation {
    private final double[] busy;
    private final long from;
    private final long to;

    Occupation(int agents, long from, long to) {
        busy = new double[agents];
        this.from = from;
        this.to = to;
    }

    /// `units` were held from one microsecond to another.
    void held(int agent, int units, long began, long ended) {
        long seen = Math.min(ended, to) - Math.max(began, from);
        if (seen > 0) {
            busy[agent] += units * (seen / 1e6);
        }
    }

    /// Busy unit-seconds by those the agent had to give.
    List<Double> shares(IntToDoubleFunction had) {
        List<Double> shares = new ArrayList<>(busy.length);
        for (int agent = 0; agent < busy.length; agent++) {
            double units = had.applyAsDouble(agent);
            shares.add(units == 0 ? 0 : busy[agent] / units);
        }
        return shares;
    }
}
