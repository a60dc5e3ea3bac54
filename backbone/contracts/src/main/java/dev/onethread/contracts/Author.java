package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// What a channel says about who wrote. `name` is what the person calls themselves, untrusted; `language` a BCP
/// 47 tag the channel names; `id` is what the channel calls the person, where a conversation has several.
public record Author(
        @Nullable String name,
        @Nullable String username,
        @Nullable String language,
        @Nullable String id) {
    public static final Author UNKNOWN = new Author(null, null, null);

    public Author(@Nullable String name, @Nullable String username, @Nullable String language) {
        this(name, username, language, null);
    }
}
