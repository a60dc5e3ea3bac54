package dev.onethread.routing.core;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a rule may ask of a message and of whoever wrote it. [Reading#meets] says when each holds.
public sealed interface Condition {
    /// Every one of these holds.
    record All(List<Condition> all) implements Condition {
        public All {
            all = List.copyOf(all);
        }
    }

    /// At least one of these holds.
    record Any(List<Condition> any) implements Condition {
        public Any {
            any = List.copyOf(any);
        }
    }

    /// This does not hold.
    record Not(Condition not) implements Condition {}

    /// It came on one of these channels.
    record OnChannel(Set<Channel> channels) implements Condition {
        public OnChannel {
            channels = Set.copyOf(channels);
        }
    }

    /// It came in at one of these doors (bots, mailboxes, widgets), by their keys.
    record AtDoor(Set<String> doors) implements Condition {
        public AtDoor {
            doors = Set.copyOf(doors);
        }
    }

    /// It contains one of these.
    record Says(List<Keyword> keywords, Part part) implements Condition {
        public Says {
            keywords = List.copyOf(keywords);
        }
    }

    /// A part of it matches, anywhere and without regard to case.
    record Matches(TextPattern pattern, Part part) implements Condition {}

    /// It is written in one of these languages, by their ISO 639-1 codes.
    record InLanguage(Set<String> languages) implements Condition {
        public InLanguage {
            languages = Set.copyOf(languages);
        }
    }

    /// The customer has this attribute with one of these values, compared without regard to case; with none given,
    /// with any value.
    record HasAttribute(String name, Set<String> values) implements Condition {
        public HasAttribute {
            values = Set.copyOf(values);
        }
    }

    /// A desk works at the time; one without hours always does.
    record WithinHours(DeskId desk) implements Condition {}

    /// The customer is one whom somebody has served before, or is not.
    record Returning(boolean returning) implements Condition {}

    /// The customer's last rating, 1 to 5, was from `from` to `to`, both included; who never rated does not meet it.
    record Rated(int from, int to) implements Condition {}

    /// It brings a file or another thing of one of these kinds; with none given, anything at all.
    record HasAttachment(Set<Attachment.Kind> kinds) implements Condition {
        public HasAttachment {
            kinds = Set.copyOf(kinds);
        }
    }

    /// The customer wrote before, and has been silent for at least so long since.
    record SilentFor(Duration silence) implements Condition {}

    /// It is a mail, and its sender's address is at one of these domains or below one of them.
    record FromDomain(Set<String> domains) implements Condition {
        public FromDomain {
            domains = Set.copyOf(domains);
        }
    }

    /// Which of a message's words are looked at.
    enum Part {
        SUBJECT,
        TEXT,
        BOTH
    }

    /// This condition and every one within it.
    default Stream<Condition> each() {
        return switch (this) {
            case All(var all) -> Stream.concat(Stream.of(this), all.stream().flatMap(Condition::each));
            case Any(var any) -> Stream.concat(Stream.of(this), any.stream().flatMap(Condition::each));
            case Not(var not) -> Stream.concat(Stream.of(this), not.each());
            case OnChannel leaf -> Stream.of(leaf);
            case AtDoor leaf -> Stream.of(leaf);
            case Says leaf -> Stream.of(leaf);
            case Matches leaf -> Stream.of(leaf);
            case InLanguage leaf -> Stream.of(leaf);
            case HasAttribute leaf -> Stream.of(leaf);
            case WithinHours leaf -> Stream.of(leaf);
            case Returning leaf -> Stream.of(leaf);
            case Rated leaf -> Stream.of(leaf);
            case HasAttachment leaf -> Stream.of(leaf);
            case SilentFor leaf -> Stream.of(leaf);
            case FromDomain leaf -> Stream.of(leaf);
        };
    }
}
