package dev.onethread.routing.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.delivery.Past;
import dev.onethread.routing.core.Comparison;
import dev.onethread.routing.core.Comparison.Count;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.Ruling;
import dev.onethread.routing.json.RuleWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the outcome of a trial is shown.
final class TrialViews {
    private TrialViews() {}

    /// `language` is what the text is taken for, asked by a rule or not; `closed` the desk that does not work at the
    /// time.
    record VerdictView(
            String desk,
            int priority,
            boolean vip,
            List<String> tags,
            List<JsonNode> steps,
            int weight,
            @Nullable String language,
            @Nullable String closed) {
        static VerdictView of(Ruling verdict, @Nullable String language) {
            var triage = verdict.triage();
            return new VerdictView(
                    triage.desk().value(),
                    triage.priority(),
                    Boolean.TRUE.equals(triage.vip()),
                    triage.tags() == null ? List.of() : triage.tags(),
                    triage.steps() == null
                            ? List.of()
                            : triage.steps().stream()
                                    .<JsonNode>map(RuleWriter::step)
                                    .toList(),
                    triage.weight(),
                    triage.language() == null ? language : triage.language(),
                    verdict.closed() == null ? null : verdict.closed().value());
        }
    }

    /// `outcome` is matched, failed, not-asked or inactive; a failed one names its first condition that does not
    /// hold, by its JSON pointer within the rule.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JudgedView(
            String id,
            String name,
            String outcome,
            @Nullable List<String> found,
            @Nullable String pointer,
            @Nullable JsonNode condition) {
        static JudgedView of(Ruling.Judged judged) {
            Rule rule = judged.rule();
            return switch (judged) {
                case Ruling.Held(var held, var found) ->
                    new JudgedView(held.id(), held.name(), "matched", found, null, null);
                case Ruling.Failed(var failed, var pointer, var condition) ->
                    new JudgedView(
                            failed.id(),
                            failed.name(),
                            "failed",
                            null,
                            "/when" + pointer,
                            RuleWriter.condition(condition));
                case Ruling.NotAsked(var not) -> new JudgedView(rule.id(), not.name(), "not-asked", null, null, null);
                case Ruling.Inactive(var off) -> new JudgedView(rule.id(), off.name(), "inactive", null, null, null);
            };
        }
    }

    /// `records` came since `from`'s day, `read` of them were looked at; `messages` of these were messages.
    record PastView(
            int days,
            Instant from,
            boolean whole,
            long records,
            long read,
            int messages,
            int changed,
            Map<String, Count> rules,
            Map<String, Count> desks,
            Map<Integer, Count> priorities,
            Map<String, Count> needs,
            Map<String, Count> tags,
            Count vip) {
        static PastView of(int days, Past.Reading reading, Comparison.Counts counts) {
            return new PastView(
                    days,
                    reading.from(),
                    reading.whole(),
                    reading.records(),
                    reading.read(),
                    counts.messages(),
                    counts.changed(),
                    counts.rules(),
                    counts.desks(),
                    counts.priorities(),
                    counts.needs(),
                    counts.tags(),
                    counts.vip());
        }
    }
}
