package dev.onethread.routing.core;

/// Makes patterns of what people write.
public interface TextPatterns {
    /// @throws IllegalArgumentException saying what is wrong with it
    TextPattern of(String written);
}
