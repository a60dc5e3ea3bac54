package dev.onethread.notifier.core;

import java.util.List;

/// What became of the reply that a part changes: the channel's own ids of all its messages, the first first,
/// how many of its parts held words, and whether the first of these stands as the caption of a file.
public record Amended(boolean withdraws, List<String> channelMessages, int texts, boolean caption) {
    public Amended {
        channelMessages = List.copyOf(channelMessages);
    }
}
