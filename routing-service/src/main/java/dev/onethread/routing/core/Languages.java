package dev.onethread.routing.core;

import org.jspecify.annotations.Nullable;

/// Guesses what language a text is written in.
public interface Languages {
    /// @return the ISO 639-1 code; null where it cannot be said
    @Nullable
    String of(String text);
}
