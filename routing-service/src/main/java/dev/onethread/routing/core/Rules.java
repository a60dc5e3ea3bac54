package dev.onethread.routing.core;

import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All rules of one configuration version. Every rule that holds counts, in their order: the first desk named is
/// taken, the highest priority, and all needs, each skill at its highest level.
public record Rules(long version, List<Rule> rules, Map<Channel, Integer> weights, DeskId fallback) {
    public Rules {
        rules = rules.stream()
                .filter(Rule::active)
                .sorted(Comparator.comparingInt(Rule::order).thenComparing(Rule::id))
                .toList();
        weights = Map.copyOf(weights);
    }

    public Triage triage(MessageReceived message, Languages languages) {
        Reading reading = read(message, languages);
        DeskId desk = null;
        int priority = 0;
        List<SkillNeed> needs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.when().stream().allMatch(reading::meets)) {
                names.add(rule.name());
                desk = desk == null ? rule.then().desk() : desk;
                priority = Math.max(
                        priority,
                        rule.then().priority() == null ? 0 : rule.then().priority());
                needs.addAll(rule.then().needs());
            }
        }
        int weight = weight(message.address().channel());
        DeskId where = desk == null ? fallback : desk;
        return new Triage(where, priority, Requirements.united(needs), weight, names, version, reading.language());
    }

    /// For a message nobody could read: no rule can hold.
    public Triage unread(Channel channel) {
        return new Triage(fallback, 0, List.of(), weight(channel), List.of(), version, null);
    }

    private int weight(Channel channel) {
        return weights.getOrDefault(channel, 1);
    }

    private Reading read(MessageReceived message, Languages languages) {
        Body body = message.body();
        String text = body.subject() == null ? body.text() : body.subject() + "\n" + body.text();
        String language = rules.stream().anyMatch(Rule::asksLanguage) ? languages.of(text) : null;
        boolean keywords = rules.stream()
                .flatMap(rule -> rule.when().stream())
                .anyMatch(condition -> condition instanceof Condition.Says);
        return new Reading(
                message.address().channel(),
                message.door().key(),
                keywords ? Keyword.words(text) : List.of(),
                language == null ? spoken(message.author()) : language);
    }

    /// The primary language of the tag the channel names (BCP 47, `pt-BR` is `pt`).
    private static @Nullable String spoken(Author author) {
        String tag = author.language();
        return tag == null || tag.isBlank() ? null : Locale.forLanguageTag(tag).getLanguage();
    }

    private record Reading(
            Channel channel,
            String door,
            List<String> words,
            @Nullable String language) {
        boolean meets(Condition condition) {
            return switch (condition) {
                case Condition.OnChannel on -> on.channels().contains(channel);
                case Condition.AtDoor at -> at.doors().contains(door);
                case Condition.Says says -> says.keywords().stream().anyMatch(keyword -> keyword.in(words));
                case Condition.InLanguage in ->
                    language != null && in.languages().contains(language);
            };
        }
    }
}
