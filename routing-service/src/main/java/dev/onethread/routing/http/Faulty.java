package dev.onethread.routing.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.json.Faults;

/// Refuses what was written wrongly, naming every place.
final class Faulty {
    private Faulty() {}

    static void refuse(Faults faults, String code) {
        if (!faults.none()) {
            throw new Problem(
                    422,
                    code,
                    "some places are not as they must be",
                    faults.all().stream()
                            .map(fault -> new Problem.Fault(fault.pointer(), fault.code(), fault.detail()))
                            .toList());
        }
    }
}
