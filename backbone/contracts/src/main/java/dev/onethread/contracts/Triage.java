package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules say of a conversation: where it waits, how pressing it is (0 to 100, higher first), what it needs,
/// how many capacity units it takes, and by which rules of which configuration version. `needs` are all of the first
/// step
/// of `steps`, as far as they are plain skills; `dueAt` is when an answer is due.
public record Triage(
        DeskId desk,
        int priority,
        List<SkillNeed> needs,
        int weight,
        List<String> rules,
        long configurationVersion,
        @Nullable String language,
        @Nullable List<NeedStep> steps,
        @Nullable List<String> tags,
        @Nullable Boolean vip,
        @Nullable Channel channel,
        @Nullable Instant dueAt) {
    public Triage {
        Require.present(desk, "desk");
        Require.that(priority >= 0 && priority <= 100, "a priority is 0 to 100");
        needs = Require.list(needs, "needs");
        Require.that(weight >= 0, "a weight is not negative");
        rules = Require.list(rules, "rules");
        steps = Require.listIfAny(steps, "steps");
        tags = Require.listIfAny(tags, "tags");
    }

    /// One step of plain needs, on whatever channel.
    public Triage(
            DeskId desk,
            int priority,
            List<SkillNeed> needs,
            int weight,
            List<String> rules,
            long configurationVersion,
            @Nullable String language) {
        this(desk, priority, needs, weight, rules, configurationVersion, language, null, null, null, null, null);
    }
}
