package dev.onethread.local.telegram;

import java.util.HashMap;
import java.util.Map;

/// The paces of one bot: over all, and into each chat. A group's chat id is negative.
final class Paces {
    private Limits limits = Limits.real();
    private Map<Long, Pace> chats = new HashMap<>();
    private Pace all = new Pace(limits.botPerSecond(), limits.botPerSecond(), System.nanoTime());

    void limits(Limits changed) {
        limits = changed;
        chats = new HashMap<>();
        all = new Pace(changed.botPerSecond(), changed.botPerSecond(), System.nanoTime());
    }

    /// Takes a sending of so many messages into `chat`, or says how long to wait.
    void take(long chat, int messages) throws Refusal {
        if (!limits.on()) {
            return;
        }
        long now = System.nanoTime();
        Pace pace = chats.computeIfAbsent(chat, id -> fresh(id, now));
        int wait = Math.max(pace.secondsToWait(now), all.secondsToWait(now));
        if (wait > 0) {
            throw Refusal.tooMany(wait);
        }
        pace.take(messages);
        all.take(messages);
    }

    private Pace fresh(long chat, long now) {
        return chat < 0
                ? new Pace(limits.groupPerMinute() / 60.0, limits.groupPerMinute(), now)
                : new Pace(limits.chatPerSecond(), limits.chatBurst(), now);
    }
}
