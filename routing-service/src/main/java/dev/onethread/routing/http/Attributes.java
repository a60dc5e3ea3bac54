package dev.onethread.routing.http;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Profiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is told of customers, name by name, within bounds.
@ApplicationScoped
class Attributes {
    static final int MOST = 50;
    static final int LONGEST_NAME = 100;
    static final int LONGEST_VALUE = 500;

    /// Anything in one line.
    static final String NAME = "[^\\p{Cntrl}]*";

    static final String VALUE = "[^\\p{Cntrl}]*";

    private final Profiles profiles;

    Attributes(Profiles profiles) {
        this.profiles = profiles;
    }

    /// Tells them of `own`, who is shown as `root`.
    /// @return whether anything may read differently now
    boolean tell(Tx tx, CustomerId root, CustomerId own, Map<String, @Nullable String> told, Instant asOf, String by) {
        List<String> names = new ArrayList<>();
        List<@Nullable String> values = new ArrayList<>();
        told.forEach((name, value) -> {
            names.add(name.strip());
            values.add(value == null || value.isBlank() ? null : value.strip());
        });
        if (names.stream().distinct().count() < names.size()) {
            throw new Problem(422, "attribute-twice", "a name is told twice: blanks around it do not count");
        }
        boolean changed = profiles.tell(tx, own, names, values, asOf, by) > 0;
        if (profiles.attributes(tx, root).size() > MOST) {
            throw new Problem(422, "too-many-attributes", "a customer has at most " + MOST + " attributes");
        }
        return changed;
    }
}
