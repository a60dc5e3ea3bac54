package dev.onethread.routing.scenario;

import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PriorityClass;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.HoursReader;
import dev.onethread.routing.json.Names;
import dev.onethread.routing.simulation.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The routing configuration as it is written: what holds for every desk, and under `desks` what each
/// decides of its own.
final class WrittenRouting {
    private static final DeskId ONLY = new DeskId("support");
    private static final List<String> OF_A_DESK = List.of(
            "choice",
            "order",
            "worth",
            "dueAfter",
            "offers",
            "lastAgentFor",
            "lastAgentWait",
            "restAfter",
            "overflow",
            "hours");

    private WrittenRouting() {}

    static Routing read(@Nullable Written written) {
        if (written == null) {
            return new Routing(List.of(DeskPolicy.of(ONLY, Policy.DEFAULT)), Policy.DEFAULT);
        }
        List<String> known = new ArrayList<>(OF_A_DESK);
        known.addAll(List.of("priorityPoint", "desks"));
        written.only(known.toArray(String[]::new));
        Policy plain = Policy.DEFAULT;
        Policy policy = written.made(() -> new Policy(
                written.or("priorityPoint", WrittenRouting::duration, plain.priorityPoint()),
                written.or("lastAgentFor", WrittenRouting::duration, plain.lastAgentFor()),
                plain.offlineGrace(),
                plain.disconnectGrace()));
        Written desks = written.optional("desks");
        if (desks == null) {
            return new Routing(List.of(decided(DeskPolicy.of(ONLY, policy), written)), policy);
        }
        List<DeskPolicy> policies = desks.entries((name, desk) -> decided(
                decided(DeskPolicy.of(new DeskId(name), policy), written),
                desk.only(OF_A_DESK.toArray(String[]::new))));
        checkOverflows(policies, desks);
        return desks.made(() -> new Routing(policies, policy));
    }

    private static DeskPolicy decided(DeskPolicy without, Written written) {
        return written.made(() -> new DeskPolicy(
                without.desk(),
                written.or("choice", each -> each.oneOf(DeskPolicy.Choosing.class), without.choosing()),
                written.or("order", each -> each.oneOf(DeskPolicy.Ordering.class), without.ordering()),
                worth(written, without),
                written.or("dueAfter", WrittenRouting::duration, without.dueUnlessSet()),
                written.or("offers", WrittenRouting::offering, without.offering()),
                written.or("lastAgentFor", WrittenRouting::duration, without.lastAgentFor()),
                written.or("lastAgentWait", WrittenRouting::duration, without.lastAgentWait()),
                without.offlineGrace(),
                without.disconnectGrace(),
                without.answeredStay(),
                written.optional("restAfter") == null
                        ? without.restAfter()
                        : written.maybe("restAfter", WrittenRouting::duration),
                written.optional("overflow") == null
                        ? without.overflow()
                        : written.maybe("overflow", WrittenRouting::overflow),
                hours(written, without)));
    }

    private static @Nullable Map<PriorityClass, Duration> worth(Written written, DeskPolicy without) {
        Written worth = written.optional("worth");
        if (worth == null) {
            return without.worth();
        }
        worth.only("urgent", "high", "normal", "low");
        Map<PriorityClass, Duration> found = new EnumMap<>(PriorityClass.class);
        for (PriorityClass each : PriorityClass.values()) {
            found.put(each, worth.or(each.code(), WrittenRouting::duration, Duration.ZERO));
        }
        return found;
    }

    private static @Nullable DeskHours hours(Written written, DeskPolicy without) {
        Written hours = written.optional("hours");
        if (hours == null) {
            return without.hours();
        }
        Faults faults = new Faults();
        DeskHours read = new HoursReader(Names.UNCHECKED, faults).read(hours.json(), without.desk());
        if (!faults.none()) {
            Faults.Fault first = faults.all().getFirst();
            throw hours.wrong("at " + first.pointer() + " wants " + first.detail());
        }
        return read;
    }

    private static DeskPolicy.Offering offering(Written written) {
        written.only("ringFor", "silences");
        return written.made(() -> new DeskPolicy.Offering(
                true, duration(written.needed("ringFor")), written.or("silences", Written::whole, 3)));
    }

    private static DeskPolicy.Overflow overflow(Written written) {
        written.only("to", "after");
        return written.made(() ->
                new DeskPolicy.Overflow(new DeskId(written.needed("to").text()), duration(written.needed("after"))));
    }

    private static void checkOverflows(List<DeskPolicy> policies, Written desks) {
        Set<DeskId> known = new HashSet<>();
        policies.forEach(policy -> known.add(policy.desk()));
        for (DeskPolicy policy : policies) {
            DeskPolicy.Overflow overflow = policy.overflow();
            if (overflow != null && !known.contains(overflow.to())) {
                throw desks.needed(policy.desk().value()).wrong("flows over to no desk of this pool");
            }
        }
    }

    private static Duration duration(Written written) {
        return Duration.ofMillis(Math.round(written.seconds() * 1000));
    }
}
