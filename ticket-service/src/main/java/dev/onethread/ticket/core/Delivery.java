package dev.onethread.ticket.core;

import dev.onethread.contracts.DeliveryReported.Outcome;
import org.jspecify.annotations.Nullable;

/// How far a reply has come on its channel. `perhapsTwice` stays once it was said, whatever comes later.
public record Delivery(
        State state, @Nullable String code, @Nullable String detail, boolean perhapsTwice, int attempt) {
    /// A reply that was just written.
    public static final Delivery FIRST = new Delivery(State.WAITING, null, null, false, 1);

    /// Where it stands; a later one of the same attempt never gives way to an earlier one.
    public enum State {
        WAITING,
        SENDING,
        SENT,
        DELIVERED,
        READ,
        FAILED
    }

    /// What became of the wish to try again.
    public sealed interface Retry {
        /// It goes out again.
        record Granted(Delivery after) implements Retry {}

        /// This very wish was granted before.
        record Known() implements Retry {}

        /// There is nothing to repeat: it did not fail, or the attempt is not the next one.
        record Refused() implements Retry {}
    }

    /// What is known after a report. Reports of an earlier attempt and steps back change nothing: reports may be late,
    /// never wrong. A mail may bounce after it was sent, so a failure overtakes `sent`.
    public Delivery report(int ofAttempt, Outcome outcome) {
        if (ofAttempt < attempt) {
            return this;
        }
        Delivery current =
                ofAttempt == attempt ? this : new Delivery(State.WAITING, null, null, perhapsTwice, ofAttempt);
        return switch (outcome) {
            case Outcome.Sending ignored -> current.forward(State.SENDING, false);
            case Outcome.Sent sent -> current.forward(State.SENT, sent.perhapsTwice());
            case Outcome.Delivered ignored -> current.forward(State.DELIVERED, false);
            case Outcome.Read ignored -> current.forward(State.READ, false);
            case Outcome.Failed failed -> current.fail(failed);
        };
    }

    /// A person asks for another attempt, numbered so that asking twice sends once.
    public Retry retry(int asked) {
        if (asked > 1 && asked <= attempt) {
            return new Retry.Known();
        }
        if (state != State.FAILED || asked != attempt + 1) {
            return new Retry.Refused();
        }
        return new Retry.Granted(new Delivery(State.WAITING, null, null, perhapsTwice, asked));
    }

    private Delivery forward(State to, boolean twice) {
        boolean earlier = to.compareTo(state) <= 0;
        return new Delivery(
                earlier ? state : to, earlier ? code : null, earlier ? detail : null, perhapsTwice || twice, attempt);
    }

    private Delivery fail(Outcome.Failed failed) {
        if (state.compareTo(State.SENT) > 0) {
            return this;
        }
        return new Delivery(State.FAILED, failed.code(), failed.detail(), perhapsTwice, attempt);
    }
}
