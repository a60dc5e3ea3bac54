package dev.onethread.routing.scenario;

/// A scenario that makes no sense, with the place that is wrong, such as `agents[2].skills.german`.
public final class WrongScenario extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String rule;

    WrongScenario(String place, String rule) {
        super((place.isEmpty() ? "the scenario" : place) + ": " + rule);
        this.place = place;
        this.rule = rule;
    }

    public String place() {
        return place;
    }

    public String rule() {
        return rule;
    }
}
