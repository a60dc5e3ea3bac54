package dev.onethread.routing.simulation;

import java.util.HashMap;
import java.util.Map;

/// The place of each traced contact's type in the scenario.
final class TypeIndex {
    private TypeIndex() {}

    /// @throws IllegalArgumentException for a contact of a type the scenario does not have
    static int[] of(Scenario scenario) {
        Trace trace = scenario.trace();
        if (trace == null) {
            return new int[0];
        }
        Map<String, Integer> places = new HashMap<>();
        for (int type = 0; type < scenario.types().size(); type++) {
            places.put(scenario.types().get(type).name(), type);
        }
        int[] found = new int[trace.contacts().size()];
        for (int i = 0; i < found.length; i++) {
            String name = trace.contacts().get(i).type();
            Integer place = places.get(name);
            Checks.that(place != null, "contact " + (i + 1) + " of the trace is of no type of the scenario: " + name);
            found[i] = place == null ? -1 : place;
        }
        return found;
    }
}
