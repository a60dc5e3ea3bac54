package dev.onethread.routing.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One message as rules read it: each part of it looked at when a condition first asks, and once.
final class Reading {
    private final MessageReceived message;
    private final Writer writer;
    private final Instant at;
    private final Languages languages;
    private final Map<DeskId, DeskHours> hours;

    private @Nullable List<String> wordsOfText;
    private @Nullable List<String> wordsOfSubject;
    private boolean guessed;
    private @Nullable String language;

    Reading(MessageReceived message, Writer writer, Instant at, Languages languages, Map<DeskId, DeskHours> hours) {
        this.message = message;
        this.writer = writer;
        this.at = at;
        this.languages = languages;
        this.hours = hours;
    }

    boolean meets(Condition condition) {
        return switch (condition) {
            case Condition.All(var all) -> all.stream().allMatch(this::meets);
            case Condition.Any(var any) -> any.stream().anyMatch(this::meets);
            case Condition.Not(var not) -> !meets(not);
            case Condition.OnChannel(var channels) ->
                channels.contains(message.address().channel());
            case Condition.AtDoor(var doors) -> doors.contains(message.door().key());
            case Condition.Says says -> says.keywords().stream().anyMatch(keyword -> says(keyword, says.part()));
            case Condition.Matches(var pattern, var part) ->
                part != Condition.Part.TEXT && pattern.in(subject())
                        || part != Condition.Part.SUBJECT && pattern.in(text());
            case Condition.InLanguage(var wanted) -> language() != null && wanted.contains(language());
            case Condition.HasAttribute has -> hasAttribute(has);
            case Condition.WithinHours(var desk) -> open(desk);
            case Condition.Returning(var returning) -> writer.returning() == returning;
            case Condition.Rated(int from, int to) ->
                writer.rating() != null && writer.rating() >= from && writer.rating() <= to;
            case Condition.HasAttachment(var kinds) -> hasAttachment(kinds);
            case Condition.SilentFor(var silence) ->
                writer.lastWrote() != null
                        && Duration.between(writer.lastWrote(), at).compareTo(silence) >= 0;
            case Condition.FromDomain(var domains) -> fromDomain(domains);
        };
    }

    /// Which keywords of this condition the message contains.
    List<String> found(Condition.Says says) {
        return says.keywords().stream()
                .filter(keyword -> says(keyword, says.part()))
                .map(Keyword::written)
                .toList();
    }

    /// The language the text is written in or, where that cannot be said, the one the channel names.
    @Nullable
    String language() {
        if (!guessed) {
            guessed = true;
            String subject = subject();
            String read = languages.of(subject.isEmpty() ? text() : subject + "\n" + text());
            language = read == null ? spoken() : read;
        }
        return language;
    }

    /// The language as far as it is known without reading the text.
    @Nullable
    String languageSoFar() {
        return guessed ? language : spoken();
    }

    boolean open(DeskId desk) {
        DeskHours of = hours.get(desk);
        return of == null || of.hours().open(at);
    }

    private String text() {
        return message.body().text();
    }

    private String subject() {
        String subject = message.body().subject();
        return subject == null ? "" : subject;
    }

    private boolean says(Keyword keyword, Condition.Part part) {
        return part != Condition.Part.TEXT && keyword.in(wordsOfSubject())
                || part != Condition.Part.SUBJECT && keyword.in(wordsOfText());
    }

    private List<String> wordsOfText() {
        List<String> words = wordsOfText;
        if (words == null) {
            words = Keyword.words(text());
            wordsOfText = words;
        }
        return words;
    }

    private List<String> wordsOfSubject() {
        List<String> words = wordsOfSubject;
        if (words == null) {
            words = Keyword.words(subject());
            wordsOfSubject = words;
        }
        return words;
    }

    private boolean hasAttribute(Condition.HasAttribute has) {
        String value = writer.attributes().get(has.name());
        return value != null && (has.values().isEmpty() || has.values().stream().anyMatch(value::equalsIgnoreCase));
    }

    private boolean hasAttachment(Set<Attachment.Kind> kinds) {
        Body body = message.body();
        return body.attachments().stream().anyMatch(one -> kinds.isEmpty() || kinds.contains(one.kind()));
    }

    private boolean fromDomain(Set<String> domains) {
        Address address = message.address();
        if (address.channel() != Channel.MAIL) {
            return false;
        }
        String domain =
                address.value().substring(address.value().lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(wanted -> domain.equals(wanted) || domain.endsWith("." + wanted));
    }

    /// The primary language of the tag the channel names (BCP 47, `pt-BR` is `pt`).
    private @Nullable String spoken() {
        String tag = message.author().language();
        return tag == null || tag.isBlank() ? null : Locale.forLanguageTag(tag).getLanguage();
    }
}
