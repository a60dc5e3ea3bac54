package dev.onethread.routing.json;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.Keyword;
import dev.onethread.routing.core.TextPattern;
import dev.onethread.routing.core.TextPatterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one rule's conditions. A condition is an object known by its field (`{"keywords": ["refund*"]}`); with
/// several of them it means all of these.
final class ConditionReader {
    /// Conditions within conditions within …
    static final int DEPTH = 8;
    /// Conditions of one rule in all.
    static final int SIZE = 100;
    /// A year.
    private static final long LONGEST_SILENCE = 366L * 24 * 3600;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]{0,251}[\\p{L}\\p{N}])?");

    private final TextPatterns patterns;
    private final Names names;
    private int size;

    ConditionReader(TextPatterns patterns, Names names) {
        this.patterns = patterns;
        this.names = names;
    }

    /// @return null where it is no condition; why not stands among the faults
    @Nullable
    Condition read(Written written) {
        return read(written, 1);
    }

    private @Nullable Condition read(Written written, int depth) {
        if (depth > DEPTH) {
            written.fault("too-deep", "at most " + DEPTH + " conditions within each other");
            return null;
        }
        if (!written.isObject(ConditionField.KNOWN)) {
            return null;
        }
        List<Condition> all = new ArrayList<>();
        int asked = 0;
        for (ConditionField field : ConditionField.values()) {
            if (!written.has(field.word())) {
                continue;
            }
            asked++;
            if (++size > SIZE) {
                written.fault("too-many", "at most " + SIZE + " conditions in a rule");
                return null;
            }
            Condition one = read(field, written, depth);
            if (one != null) {
                all.add(one);
            }
        }
        if (asked == 0 && ConditionField.KNOWN.containsAll(written.fields())) {
            written.fault("condition-empty", "a condition asks something");
            return null;
        }
        return all.size() == 1 ? all.getFirst() : all.isEmpty() ? null : new Condition.All(all);
    }

    private @Nullable Condition read(ConditionField field, Written written, int depth) {
        Written value = written.at(field.word());
        return switch (field) {
            case ALL -> several(value, depth, Condition.All::new);
            case ANY -> several(value, depth, Condition.Any::new);
            case NOT -> {
                Condition not = read(value, depth + 1);
                yield not == null ? null : new Condition.Not(not);
            }
            case CHANNELS -> some(value, 10, ConditionReader::channel, Condition.OnChannel::new);
            case DOORS -> some(value, 200, ConditionReader::door, Condition.AtDoor::new);
            case KEYWORDS -> says(value, part(written));
            case PATTERN -> matches(value, part(written));
            case LANGUAGES -> some(value, 50, ConditionReader::language, Condition.InLanguage::new);
            case ATTRIBUTE -> attribute(value, written);
            case OPEN -> {
                DeskId desk = RuleReader.desk(value, names);
                yield desk == null ? null : new Condition.WithinHours(desk);
            }
            case RETURNING -> {
                Boolean returning = written.flag(field.word());
                yield returning == null ? null : new Condition.Returning(returning);
            }
            case RATING -> rating(value);
            case ATTACHMENTS ->
                new Condition.HasAttachment(Set.copyOf(new HashSet<>(value.list(20, ConditionReader::kind))));
            case SILENCE -> {
                Long seconds = written.number(field.word(), 1, LONGEST_SILENCE);
                yield seconds == null ? null : new Condition.SilentFor(Duration.ofSeconds(seconds));
            }
            case DOMAINS -> some(value, 500, ConditionReader::domain, Condition.FromDomain::new);
        };
    }

    private @Nullable Condition several(Written value, int depth, Function<List<Condition>, Condition> make) {
        int before = value.faults().all().size();
        List<Condition> several = value.list(SIZE, one -> read(one, depth + 1));
        if (several.isEmpty() && value.faults().all().size() == before) {
            value.fault("condition-empty", "name at least one condition");
        }
        return several.isEmpty() ? null : make.apply(several);
    }

    private <T> @Nullable Condition some(
            Written value, int longest, Function<Written, @Nullable T> read, Function<Set<T>, Condition> make) {
        int before = value.faults().all().size();
        Set<T> some = new HashSet<>(value.list(longest, read));
        if (some.isEmpty() && value.faults().all().size() == before) {
            value.fault("condition-empty", "name at least one");
        }
        return some.isEmpty() ? null : make.apply(some);
    }

    private @Nullable Condition says(Written value, Condition.Part part) {
        int before = value.faults().all().size();
        List<Keyword> keywords = value.list(500, ConditionReader::keyword);
        if (keywords.isEmpty() && value.faults().all().size() == before) {
            value.fault("condition-empty", "name at least one word");
        }
        return keywords.isEmpty() ? null : new Condition.Says(keywords, part);
    }

    private @Nullable Condition matches(Written value, Condition.Part part) {
        String written = value.text(500);
        if (written == null) {
            return null;
        }
        try {
            TextPattern pattern = patterns.of(written);
            return new Condition.Matches(pattern, part);
        } catch (IllegalArgumentException e) {
            value.fault("pattern-invalid", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Condition attribute(Written value, Written written) {
        String name = value.text(100);
        List<String> values = written.has("values") ? written.at("values").list(200, one -> one.text(200)) : List.of();
        return name == null ? null : new Condition.HasAttribute(name, Set.copyOf(new HashSet<>(values)));
    }

    private static @Nullable Condition rating(Written value) {
        if (!value.isObject(Set.of("from", "to"))) {
            return null;
        }
        Long from = value.number("from", 1, 5);
        Long to = value.number("to", 1, 5);
        if (from == null && to == null) {
            if (value.fields().isEmpty()) {
                value.fault("condition-empty", "name from, to or both");
            }
            return null;
        }
        int least = from == null ? 1 : from.intValue();
        int most = to == null ? 5 : to.intValue();
        if (least > most) {
            value.fault("from", "out-of-order", "from is not above to");
            return null;
        }
        return new Condition.Rated(least, most);
    }

    private static Condition.Part part(Written written) {
        String part = written.text("in", 20);
        if (part == null) {
            return Condition.Part.BOTH;
        }
        return switch (part) {
            case "subject" -> Condition.Part.SUBJECT;
            case "text" -> Condition.Part.TEXT;
            case "both" -> Condition.Part.BOTH;
            default -> {
                written.fault("in", "part-unknown", "subject, text or both");
                yield Condition.Part.BOTH;
            }
        };
    }

    private static @Nullable Keyword keyword(Written written) {
        String text = written.text(200);
        if (text == null) {
            return null;
        }
        try {
            return Keyword.of(text);
        } catch (IllegalArgumentException _) {
            written.fault("keyword-empty", "a keyword has a letter or a digit");
            return null;
        }
    }

    private static @Nullable Channel channel(Written written) {
        String name = written.text(50);
        for (Channel channel : Channel.values()) {
            if (channel.name().equalsIgnoreCase(name)) {
                return channel;
            }
        }
        if (name != null) {
            written.fault("channel-unknown", "telegram, mail or web");
        }
        return null;
    }

    private static @Nullable String door(Written written) {
        String door = written.text(300);
        if (door == null) {
            return null;
        }
        for (Channel channel : Channel.values()) {
            if (door.startsWith(channel.prefix() + ":")
                    && door.length() > channel.prefix().length() + 1) {
                return door;
            }
        }
        written.fault("door-malformed", "a door is telegram:, mail: or web: and its name");
        return null;
    }

    private static @Nullable String language(Written written) {
        String language = written.text(20);
        if (language == null) {
            return null;
        }
        String lower = language.toLowerCase(Locale.ROOT);
        if (!LANGUAGE.matcher(lower).matches()) {
            written.fault("language-malformed", "two letters (ISO 639-1)");
            return null;
        }
        return lower;
    }

    private static Attachment.@Nullable Kind kind(Written written) {
        String name = written.text(50);
        for (Attachment.Kind kind : Attachment.Kind.values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        if (name != null) {
            written.fault("kind-unknown", "there is no such kind of attachment");
        }
        return null;
    }

    private static @Nullable String domain(Written written) {
        String domain = written.text(253);
        if (domain == null) {
            return null;
        }
        String lower = domain.toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(lower).matches()) {
            written.fault("domain-malformed", "a domain without @, such as shop.example");
            return null;
        }
        return lower;
    }
}
