package dev.onethread.routing.simulation;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.SkillNeed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Contacts that ask for the same and behave alike. `priority` is 0 to 100; `steps` are what it needs one after the
/// other, null for all of `needs` for good; `dueAfter` is in how many seconds an answer is due, null for what the desk
/// says; `weight` the units one takes; `service` how long an agent needs for one; `patience` how long a customer waits
/// before giving up, both in seconds.
public record ContactType(
        String name,
        DeskId desk,
        int priority,
        List<SkillNeed> needs,
        @Nullable List<NeedStep> steps,
        @Nullable Double dueAfter,
        int weight,
        Channel channel,
        Arrivals arrivals,
        Distribution service,
        Distribution patience,
        @Nullable Retry retry) {
    public ContactType {
        needs = List.copyOf(needs);
        steps = steps == null ? null : List.copyOf(steps);
        Checks.that(priority >= 0 && priority <= 100, "a priority is 0 to 100");
        Checks.that(weight >= 0, "a weight is not negative");
        Checks.that(Double.isFinite(service.mean()), "a service ends");
    }

    /// Of those who give up, this share comes again after a while, as patient and with the same matter as before.
    public record Retry(double share, Distribution after) {
        public Retry {
            Checks.that(share >= 0 && share <= 1, "a share is 0 to 1");
            Checks.that(Double.isFinite(after.mean()), "a retry happens some time");
        }
    }
}
