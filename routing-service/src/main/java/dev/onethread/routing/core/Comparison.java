package dev.onethread.routing.core;

import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.Triage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What two sets of rules say of the same messages, counted: so many before, so many after.
public final class Comparison {
    private final Rules before;
    private final Rules after;
    private final Languages languages;

    private final Map<String, Count> rules = new TreeMap<>();
    private final Map<String, Count> desks = new TreeMap<>();
    private final Map<Integer, Count> priorities = new TreeMap<>();
    private final Map<String, Count> needs = new TreeMap<>();
    private final Map<String, Count> tags = new TreeMap<>();
    private final Map<String, Instant> lastWrote = new HashMap<>();
    private Count vip = Count.NONE;
    private int messages;
    private int changed;

    public Comparison(Rules before, Rules after, Languages languages) {
        this.before = before;
        this.after = after;
        this.languages = languages;
    }

    /// Of how many messages something was said.
    public record Count(int before, int after) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(before + other.before, after + other.after);
        }
    }

    /// By rule id, desk id, priority in points, need (`skill ≥ level` of the first step), and tag. `changed` counts
    /// the messages of which anything else is said.
    public record Counts(
            int messages,
            int changed,
            Map<String, Count> rules,
            Map<String, Count> desks,
            Map<Integer, Count> priorities,
            Map<String, Count> needs,
            Map<String, Count> tags,
            Count vip) {}

    /// Whether either set asks for what is known of the writer.
    public boolean askTheWriter() {
        return before.askTheWriter() || after.askTheWriter();
    }

    /// Counts a message as at the time it was received. Messages of one address come in their order; `writer` is what
    /// is known now, save for when they last wrote, which follows from the messages before.
    public void add(MessageReceived message, Writer writer) {
        Instant at = message.receivedAt();
        Instant last = lastWrote.put(message.address().key(), at);
        Writer then = new Writer(writer.returning(), writer.rating(), writer.attributes(), last);
        Languages once = new Once(languages);
        Ruling was = before.judge(message, then, at, once);
        Ruling is = after.judge(message, then, at, once);
        messages++;
        if (differ(was.triage(), is.triage())) {
            changed++;
        }
        was.matched().forEach(rule -> count(rules, rule.id(), true));
        is.matched().forEach(rule -> count(rules, rule.id(), false));
        count(was.triage(), true);
        count(is.triage(), false);
    }

    public Counts counts() {
        return new Counts(messages, changed, rules, desks, priorities, needs, tags, vip);
    }

    private void count(Triage triage, boolean was) {
        count(desks, triage.desk().value(), was);
        count(priorities, triage.priority(), was);
        names(triage).forEach(need -> count(needs, need, was));
        Triaged.tags(triage).forEach(tag -> count(tags, tag, was));
        if (Triaged.vip(triage)) {
            vip = vip.plus(one(was));
        }
    }

    private static <K> void count(Map<K, Count> counts, K key, boolean was) {
        counts.merge(key, one(was), Count::plus);
    }

    private static Count one(boolean was) {
        return was ? new Count(1, 0) : new Count(0, 1);
    }

    private static boolean differ(Triage was, Triage is) {
        return !was.desk().equals(is.desk())
                || was.priority() != is.priority()
                || !Triaged.steps(was).equals(Triaged.steps(is))
                || !Triaged.tags(was).equals(Triaged.tags(is))
                || Triaged.vip(was) != Triaged.vip(is);
    }

    private static Set<String> names(Triage triage) {
        Set<String> names = new TreeSet<>();
        names(Triaged.steps(triage).getFirst().requirement(), names);
        return names;
    }

    /// What a step needs of skills, whether all or any of it; what must not be is no need.
    private static void names(Requirement requirement, Set<String> into) {
        switch (requirement) {
            case Requirement.HasSkill(var skill, int level) -> into.add(skill.value() + " ≥ " + level);
            case Requirement.All(var all) -> all.forEach(one -> names(one, into));
            case Requirement.Any(var any) -> any.forEach(one -> names(one, into));
            case Requirement.Not(var not) -> {}
        }
    }

    /// Both sets read the same text; guessing its language twice would be half of the work.
    private static final class Once implements Languages {
        private final Languages languages;
        private @Nullable String text;
        private @Nullable String language;

        Once(Languages languages) {
            this.languages = languages;
        }

        @Override
        public @Nullable String of(String asked) {
            if (!asked.equals(text)) {
                language = languages.of(asked);
                text = asked;
            }
            return language;
        }
    }
}
