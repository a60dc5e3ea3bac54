package dev.onethread.notifier.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a reply on its way to the channel. A state can only be left as its methods say.
public sealed interface Delivery {
    /// Stored and due.
    record Pending(Calls calls) implements Delivery {
        public Sending begin() {
            return new Sending(calls.another());
        }
    }

    /// To be tried again after `pause`; what comes after it for the same address waits with it.
    record Waiting(Calls calls, Duration pause) implements Delivery, Ended {
        public Sending begin() {
            return new Sending(calls.another());
        }
    }

    /// A call to the channel is being made, or was being made when its maker died.
    record Sending(Calls calls) implements Delivery {
        public Ended end(Outcome outcome, Patience patience) {
            return switch (outcome) {
                case Outcome.Sent sent -> new Sent(sent.channelMessage(), calls.doubts() > 0, sent.all());
                case Outcome.RetryAfter later -> new Waiting(calls.uncounted(), later.pause());
                case Outcome.Away away -> new Waiting(calls.uncounted(), patience.away());
                case Outcome.TryAgain again ->
                    calls.tries() < patience.tries()
                            ? new Waiting(calls, patience.after(calls.tries()))
                            : new Failed(calls, again.code(), again.detail());
                case Outcome.Unknown unknown -> doubted(unknown, patience);
                case Outcome.Refused refused -> new Failed(calls, refused.code(), refused.detail());
            };
        }

        /// Found by the next owner of the lane: it is sent once more, and said to be perhaps there twice.
        public Pending found() {
            return new Pending(calls.doubted());
        }

        private Ended doubted(Outcome.Unknown unknown, Patience patience) {
            Calls after = calls.doubted();
            return after.doubts() <= patience.resends()
                    ? new Waiting(after, patience.after(calls.tries()))
                    : new Failed(after, "unanswered", unknown.detail());
        }
    }

    /// The channel took it; `all` as in [Outcome.Sent].
    record Sent(@Nullable String channelMessage, boolean perhapsTwice, List<String> all) implements Delivery, Ended {
        public Sent(@Nullable String channelMessage, boolean perhapsTwice) {
            this(channelMessage, perhapsTwice, List.of());
        }
    }

    /// Given up for the reason `code` names; somebody may ask for it again.
    record Failed(Calls calls, String code, @Nullable String detail) implements Delivery, Ended {
        public Pending retry() {
            return new Pending(new Calls(0, calls.doubts()));
        }
    }

    /// What a call may end in.
    sealed interface Ended permits Waiting, Sent, Failed {}

    /// The calls made: `tries` since the reply was last asked for, `doubts` of which nobody knows whether they went
    /// through.
    record Calls(int tries, int doubts) {
        public static final Calls NONE = new Calls(0, 0);

        Calls another() {
            return new Calls(tries + 1, doubts);
        }

        Calls uncounted() {
            return new Calls(Math.max(0, tries - 1), doubts);
        }

        Calls doubted() {
            return new Calls(tries, doubts + 1);
        }
    }
}
