package dev.onethread.routing.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Group;
import org.jspecify.annotations.Nullable;

/// What a customer is called: a person by their own name, a group by its title, whichever of its members wrote.
public final class Called {
    private Called() {}

    /// `author` is who wrote; [Author#UNKNOWN] where nothing is told of the customer.
    public static Author by(Address address, @Nullable Author author, @Nullable Circumstances circumstances) {
        if (!address.ofGroup()) {
            return author == null ? Author.UNKNOWN : author;
        }
        Group group = circumstances == null ? null : circumstances.group();
        String name = group == null ? null : name(address, group);
        return name == null ? Author.UNKNOWN : new Author(name, null, null);
    }

    /// A topic is told only with the first message in it and with what renames it; until then it goes by its
    /// number.
    private static @Nullable String name(Address address, Group group) {
        if (group.title() == null) {
            return null;
        }
        String value = address.value();
        int topic = value.indexOf(':', value.indexOf(':') + 1);
        if (topic < 0) {
            return group.title();
        }
        return group.topic() == null ? null : group.title() + " · " + group.topic();
    }
}
