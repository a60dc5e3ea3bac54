package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Triage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules say of a message, and by which of them. `closed` is the desk they named where it does not work at
/// the time, whether the conversation waits there or overflows to the triage's desk.
public record Ruling(
        Triage triage, List<Rule> matched, @Nullable DeskId closed) {
    public Ruling {
        matched = List.copyOf(matched);
    }

    /// What became of one rule.
    public sealed interface Judged {
        Rule rule();
    }

    /// It holds; `found` are the keywords of it that the message contains.
    public record Held(Rule rule, List<String> found) implements Judged {}

    /// It does not hold, first because of the condition at this JSON pointer within the rule's condition.
    public record Failed(Rule rule, String pointer, Condition condition) implements Judged {}

    /// An earlier rule held and let no other be asked.
    public record NotAsked(Rule rule) implements Judged {}

    /// It is switched off.
    public record Inactive(Rule rule) implements Judged {}
}
