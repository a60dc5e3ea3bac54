package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Triage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Triages as rules make and compare them; what is left out on the wire is empty here.
final class Triaged {
    private Triaged() {}

    static Triage of(
            DeskId desk,
            int priority,
            List<NeedStep> steps,
            int weight,
            List<String> rules,
            long version,
            @Nullable String language,
            List<String> tags,
            boolean vip,
            Channel channel) {
        return new Triage(
                desk,
                priority,
                Requirements.united(Requirements.plain(steps.getFirst().requirement())),
                weight,
                rules,
                version,
                language,
                steps.equals(Steps.ANYONE) ? null : steps,
                tags.isEmpty() ? null : tags,
                vip ? true : null,
                channel,
                null);
    }

    static List<NeedStep> steps(Triage triage) {
        return triage.steps() == null ? Steps.ANYONE : triage.steps();
    }

    static List<String> tags(Triage triage) {
        return triage.tags() == null ? List.of() : triage.tags();
    }

    static boolean vip(Triage triage) {
        return Boolean.TRUE.equals(triage.vip());
    }
}
