package dev.onethread.notifier.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one call to a channel.
public sealed interface Outcome {
    /// The channel took it; `channelMessage` is the channel's own id, `all` are all of them where it became
    /// several messages, and empty where it became one.
    record Sent(@Nullable String channelMessage, List<String> all) implements Outcome {
        public Sent(@Nullable String channelMessage) {
            this(channelMessage, List.of());
        }
    }

    /// The channel asks for patience and names how long. It is no failure and counts as no try.
    record RetryAfter(Duration pause) implements Outcome {}

    /// The channel's end could not be reached at all, so nothing was said. The whole door waits; this never fails a
    /// delivery, because an outage of ours or theirs says nothing about it.
    record Away(String reason) implements Outcome {}

    /// The channel said no for now. Tried again a bounded number of times, then failed with `code`.
    record TryAgain(String code, @Nullable String detail) implements Outcome {}

    /// Nobody knows whether it went through: the line broke after our words and before the answer.
    record Unknown(String detail) implements Outcome {}

    /// The channel said no, and asking again unchanged would not help.
    record Refused(String code, @Nullable String detail) implements Outcome {}
}
