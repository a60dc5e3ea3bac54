package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Triage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All rules of one configuration version, asked in their order until one that holds says stop. What those that hold
/// say is taken together: the first desk named, the highest priority, VIP if any says so, all tags, and of the steps
/// what all of them need at each age. A desk that is closed may send what comes on to another.
public record Rules(
        long version, List<Rule> rules, Map<Channel, Integer> weights, DeskId fallback, Map<DeskId, DeskHours> hours) {
    private static final List<Class<? extends Condition>> OF_THE_WRITER = List.of(
            Condition.HasAttribute.class, Condition.Returning.class, Condition.Rated.class, Condition.SilentFor.class);

    public Rules {
        rules = rules.stream()
                .sorted(Comparator.comparingInt(Rule::order).thenComparing(Rule::id))
                .toList();
        weights = Map.copyOf(weights);
        hours = Map.copyOf(hours);
    }

    public Triage triage(MessageReceived message, Writer writer, Instant at, Languages languages) {
        return judge(message, writer, at, languages).triage();
    }

    public Ruling judge(MessageReceived message, Writer writer, Instant at, Languages languages) {
        Reading reading = new Reading(message, writer, at, languages, hours);
        List<Rule> matched = matched(reading);
        DeskId named = matched.stream()
                .map(rule -> rule.then().desk())
                .filter(desk -> desk != null)
                .findFirst()
                .orElse(fallback);
        DeskId desk = openFrom(named, reading);
        Triage triage = triage(matched, desk, message.address().channel(), reading.languageSoFar());
        return new Ruling(triage, matched, reading.open(named) ? null : named);
    }

    /// What became of every rule, inactive ones included.
    public List<Ruling.Judged> trace(MessageReceived message, Writer writer, Instant at, Languages languages) {
        return new Trace(new Reading(message, writer, at, languages, hours)).of(rules);
    }

    /// For a message nobody could read: no rule can hold.
    public Triage unread(Channel channel) {
        return triage(List.of(), fallback, channel, null);
    }

    /// Whether what is known of the writer makes a difference.
    public boolean askTheWriter() {
        return OF_THE_WRITER.stream().anyMatch(this::ask);
    }

    private boolean ask(Class<? extends Condition> kind) {
        return rules.stream().anyMatch(rule -> rule.active() && rule.asks(kind));
    }

    private List<Rule> matched(Reading reading) {
        List<Rule> matched = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.active() && (rule.when() == null || reading.meets(rule.when()))) {
                matched.add(rule);
                if (rule.stop()) {
                    break;
                }
            }
        }
        return matched;
    }

    private Triage triage(List<Rule> matched, DeskId desk, Channel channel, @Nullable String language) {
        int priority = 0;
        boolean vip = false;
        Set<String> tags = new LinkedHashSet<>();
        List<NeedStep> steps = Steps.ANYONE;
        for (Rule rule : matched) {
            Rule.Outcome then = rule.then();
            priority = Math.max(priority, then.priority() == null ? 0 : then.priority());
            vip |= then.vip();
            tags.addAll(then.tags());
            steps = then.steps().isEmpty() ? steps : Steps.united(steps, then.steps());
        }
        return Triaged.of(
                desk,
                priority,
                steps,
                weights.getOrDefault(channel, 1),
                matched.stream().map(Rule::name).toList(),
                version,
                language,
                List.copyOf(tags),
                vip,
                channel);
    }

    /// The desk, or where it is closed and says so, the next one that is open; the desk itself where none is.
    private DeskId openFrom(DeskId named, Reading reading) {
        Set<DeskId> seen = new LinkedHashSet<>();
        DeskId desk = named;
        while (!reading.open(desk) && seen.add(desk)) {
            DeskHours closed = hours.get(desk);
            if (closed == null || !(closed.outside() instanceof DeskHours.Overflow(var next))) {
                return named;
            }
            desk = next;
        }
        return reading.open(desk) ? desk : named;
    }
}
