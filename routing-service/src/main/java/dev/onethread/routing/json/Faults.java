package dev.onethread.routing.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with something written, each with the place it stands at.
public final class Faults {
    /// More than so many are of no use to anybody.
    private static final int MOST = 100;

    private final List<Fault> all = new ArrayList<>();

    /// `pointer` is a JSON pointer (RFC 6901) into what was sent, `code` stable and lower case with hyphens.
    public record Fault(String pointer, String code, String detail) {}

    void add(JsonPointer at, String code, String detail) {
        if (all.size() < MOST) {
            all.add(new Fault(at.toString(), code, detail));
        }
    }

    public List<Fault> all() {
        return List.copyOf(all);
    }

    public boolean none() {
        return all.isEmpty();
    }
}
