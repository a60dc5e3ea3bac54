package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import java.util.List;
import java.util.Set;

/// What a rule may ask of a message.
public sealed interface Condition {
    /// It came on one of these channels.
    record OnChannel(Set<Channel> channels) implements Condition {
        public OnChannel {
            channels = Set.copyOf(channels);
        }
    }

    /// It came in at one of these doors, by their keys.
    record AtDoor(Set<String> doors) implements Condition {
        public AtDoor {
            doors = Set.copyOf(doors);
        }
    }

    /// Its subject or text contains one of these.
    record Says(List<Keyword> keywords) implements Condition {
        public Says {
            keywords = List.copyOf(keywords);
        }
    }

    /// It is written in one of these languages, by their ISO 639-1 codes.
    record InLanguage(Set<String> languages) implements Condition {
        public InLanguage {
            languages = Set.copyOf(languages);
        }
    }
}
