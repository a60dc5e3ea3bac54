package dev.onethread.routing.simulation;

import java.util.List;

/// What came out of one run: tallies of all contacts and of each type, priority and skill, the occupancy of each agent
/// (held units by units there were while they worked, 0 to 1 and above with overtime), and how many inputs the engine
/// took.
public record Outcome(List<Named> tallies, List<Double> occupancies, List<Integer> groups, Course course, long inputs) {
    /// The contacts of a group: kind `all`, `type`, `priority` or `skill`.
    public record Named(Kind kind, String name, Tally tally) {}

    public enum Kind {
        ALL,
        TYPE,
        PRIORITY,
        SKILL
    }

    public Outcome {
        tallies = List.copyOf(tallies);
        occupancies = List.copyOf(occupancies);
        groups = List.copyOf(groups);
    }

    public Tally all() {
        return tallies.getFirst().tally();
    }

    public Tally type(String name) {
        return find(Kind.TYPE, name);
    }

    public Tally priority(int priority) {
        return find(Kind.PRIORITY, Integer.toString(priority));
    }

    private Tally find(Kind kind, String name) {
        return tallies.stream()
                .filter(each -> each.kind() == kind && each.name().equals(name))
                .map(Named::tally)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " " + name));
    }

    /// Mean over all agents.
    public double occupancy() {
        return occupancies.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /// Mean over the agents of a group, by its place in the scenario.
    public double occupancy(int group) {
        double sum = 0;
        int count = 0;
        for (int agent = 0; agent < groups.size(); agent++) {
            if (groups.get(agent) == group) {
                sum += occupancies.get(agent);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /// How differently busy agents are: the coefficient of variation of their occupancies (population form).
    public double unfairness() {
        double mean = occupancy();
        double squares = 0;
        for (double each : occupancies) {
            squares += (each - mean) * (each - mean);
        }
        return mean == 0 ? 0 : Math.sqrt(squares / occupancies.size()) / mean;
    }
}
