package dev.onethread.notifier.core;

/// Makes one call to a channel. Called from many threads at once. What can be expected to go wrong is an [Outcome];
/// an exception is taken for an unknown outcome.
@FunctionalInterface
public interface Sender {
    Outcome send(Parcel parcel);
}
