package dev.onethread.routing.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why each rule holds for a message, or why it does not. Truth is [Reading#meets]'s word alone; this only finds the
/// place.
final class Trace {
    private final Reading reading;

    Trace(Reading reading) {
        this.reading = reading;
    }

    List<Ruling.Judged> of(List<Rule> rules) {
        List<Ruling.Judged> all = new ArrayList<>();
        boolean stopped = false;
        for (Rule rule : rules) {
            Ruling.Judged judged = judge(rule, stopped);
            all.add(judged);
            stopped |= judged instanceof Ruling.Held && rule.stop();
        }
        return all;
    }

    private Ruling.Judged judge(Rule rule, boolean stopped) {
        if (!rule.active()) {
            return new Ruling.Inactive(rule);
        }
        if (stopped) {
            return new Ruling.NotAsked(rule);
        }
        Condition when = rule.when();
        if (when == null) {
            return new Ruling.Held(rule, List.of());
        }
        Failing failing = failing(when, "");
        return failing == null
                ? new Ruling.Held(rule, found(when))
                : new Ruling.Failed(rule, failing.pointer(), failing.condition());
    }

    private record Failing(String pointer, Condition condition) {}

    /// The first condition that makes this one fail: of all, the one that does not hold; of any and not, themselves.
    private @Nullable Failing failing(Condition condition, String pointer) {
        if (reading.meets(condition)) {
            return null;
        }
        if (condition instanceof Condition.All(var all)) {
            for (int i = 0; i < all.size(); i++) {
                Failing failing = failing(all.get(i), pointer + "/all/" + i);
                if (failing != null) {
                    return failing;
                }
            }
        }
        return new Failing(pointer, condition);
    }

    private List<String> found(Condition when) {
        return when.each()
                .flatMap(condition -> condition instanceof Condition.Says says
                        ? reading.found(says).stream()
                        : java.util.stream.Stream.empty())
                .distinct()
                .toList();
    }
}
