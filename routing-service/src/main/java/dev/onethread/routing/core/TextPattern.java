package dev.onethread.routing.core;

/// A regular expression that a rule may ask for. Looking through a text must take time linear in its length, whatever
/// both say: people write the one, strangers the other.
public interface TextPattern {
    String written();

    /// Whether it matches anywhere in `text`, without regard to case.
    boolean in(String text);
}
