package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import java.time.Duration;
import java.util.Map;

/// A desk's policy that is changed in one thing at a time.
record PolicyOf(DeskPolicy policy) {
    PolicyOf choosing(DeskPolicy.Choosing choosing) {
        return with(choosing, policy.ordering(), policy.worth(), policy.offering(), policy.overflow());
    }

    PolicyOf ordering(DeskPolicy.Ordering ordering) {
        return with(policy.choosing(), ordering, policy.worth(), policy.offering(), policy.overflow());
    }

    PolicyOf worth(Map<PriorityClass, Duration> worth) {
        return with(policy.choosing(), policy.ordering(), worth, policy.offering(), policy.overflow());
    }

    PolicyOf ringing(int seconds, int silences) {
        DeskPolicy.Offering ring = new DeskPolicy.Offering(true, Duration.ofSeconds(seconds), silences);
        return with(policy.choosing(), policy.ordering(), policy.worth(), ring, policy.overflow());
    }

    PolicyOf overflow(DeskId to, Duration after) {
        DeskPolicy.Overflow overflow = new DeskPolicy.Overflow(to, after);
        return with(policy.choosing(), policy.ordering(), policy.worth(), policy.offering(), overflow);
    }

    PolicyOf lastAgentWait(Duration wait) {
        return rest(wait, policy.answeredStay(), policy.restAfter(), policy.hours());
    }

    PolicyOf answeredGo() {
        return rest(policy.lastAgentWait(), false, policy.restAfter(), policy.hours());
    }

    PolicyOf restAfter(Duration silence) {
        return rest(policy.lastAgentWait(), policy.answeredStay(), silence, policy.hours());
    }

    PolicyOf hours(DeskHours hours) {
        return rest(policy.lastAgentWait(), policy.answeredStay(), policy.restAfter(), hours);
    }

    private PolicyOf with(
            DeskPolicy.Choosing choosing,
            DeskPolicy.Ordering ordering,
            Map<PriorityClass, Duration> worth,
            DeskPolicy.Offering offering,
            DeskPolicy.Overflow overflow) {
        return new PolicyOf(new DeskPolicy(
                policy.desk(),
                choosing,
                ordering,
                worth,
                policy.dueUnlessSet(),
                offering,
                policy.lastAgentFor(),
                policy.lastAgentWait(),
                policy.offlineGrace(),
                policy.disconnectGrace(),
                policy.answeredStay(),
                policy.restAfter(),
                overflow,
                policy.hours()));
    }

    private PolicyOf rest(Duration wait, boolean answeredStay, Duration restAfter, DeskHours hours) {
        return new PolicyOf(new DeskPolicy(
                policy.desk(),
                policy.choosing(),
                policy.ordering(),
                policy.worth(),
                policy.dueUnlessSet(),
                policy.offering(),
                policy.lastAgentFor(),
                wait,
                policy.offlineGrace(),
                policy.disconnectGrace(),
                answeredStay,
                restAfter,
                policy.overflow(),
                hours));
    }
}
