package dev.onethread.notifier.postgres;

import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.postgres.LaneQueue.End;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What calls ended in, column by column as `unnest` takes them.
final class EndColumns {
    private final UUID[] replies;
    private final Integer[] parts;
    private final String[] states;
    private final @Nullable Long[] waits;
    private final @Nullable Integer[] tries;
    private final @Nullable Integer[] doubts;
    private final @Nullable String[] channelMessages;
    private final @Nullable String[] allChannelMessages;
    private final @Nullable String[] codes;
    private final @Nullable String[] details;

    final UUID[] sent;
    final UUID[] failed;
    final String[] failedCodes;
    final @Nullable String[] failedDetails;

    EndColumns(List<End> ends) {
        int n = ends.size();
        replies = new UUID[n];
        parts = new Integer[n];
        states = new String[n];
        waits = new Long[n];
        tries = new Integer[n];
        doubts = new Integer[n];
        channelMessages = new String[n];
        allChannelMessages = new String[n];
        codes = new String[n];
        details = new String[n];
        List<UUID> sentReplies = new ArrayList<>();
        List<Delivery.Failed> failures = new ArrayList<>();
        List<UUID> failedReplies = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            UUID reply = ends.get(i).id().reply().value();
            replies[i] = reply;
            parts[i] = ends.get(i).id().part();
            switch (ends.get(i).ended()) {
                case Delivery.Waiting waiting -> {
                    states[i] = "waiting";
                    waits[i] = waiting.pause().toMillis();
                    tries[i] = waiting.calls().tries();
                    doubts[i] = waiting.calls().doubts();
                }
                case Delivery.Sent done -> {
                    states[i] = "sent";
                    channelMessages[i] = done.channelMessage();
                    allChannelMessages[i] = done.all().isEmpty() ? null : String.join(",", done.all());
                    sentReplies.add(reply);
                }
                case Delivery.Failed failure -> {
                    states[i] = "failed";
                    tries[i] = failure.calls().tries();
                    doubts[i] = failure.calls().doubts();
                    codes[i] = failure.code();
                    details[i] = failure.detail();
                    failures.add(failure);
                    failedReplies.add(reply);
                }
            }
        }
        sent = sentReplies.toArray(UUID[]::new);
        failed = failedReplies.toArray(UUID[]::new);
        failedCodes = failures.stream().map(Delivery.Failed::code).toArray(String[]::new);
        failedDetails = failures.stream().map(Delivery.Failed::detail).toArray(String[]::new);
    }

    @Nullable
    Object[] values() {
        return new Object[] {
            replies, parts, states, waits, tries, doubts, channelMessages, codes, details, allChannelMessages
        };
    }
}
