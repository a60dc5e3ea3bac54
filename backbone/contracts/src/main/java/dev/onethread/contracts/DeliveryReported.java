package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a reply on its channel: topic `delivery.reports`, key conversation.
public record DeliveryReported(
        ConversationId conversation, Instant at, ReplyId reply, Address to, int attempt, Outcome outcome)
        implements Event {
    public DeliveryReported {
        Require.present(conversation, "conversation");
        Require.present(at, "at");
        Require.present(reply, "reply");
        Require.present(to, "to");
        Require.that(attempt >= 1, "attempts count from 1");
        Require.present(outcome, "outcome");
    }

    /// The state of a delivery as the channel or we know it.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Sending.class, name = "sending"),
        @JsonSubTypes.Type(value = Outcome.Sent.class, name = "sent"),
        @JsonSubTypes.Type(value = Outcome.Delivered.class, name = "delivered"),
        @JsonSubTypes.Type(value = Outcome.Read.class, name = "read"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")
    })
    public sealed interface Outcome {
        /// The call to the channel is about to be made.
        record Sending() implements Outcome {}

        /// The channel took it. `channelMessage` is the channel's own id; `perhapsTwice` says that a crash hid whether
        /// an earlier call had gone through.
        record Sent(@Nullable String channelMessage, boolean perhapsTwice) implements Outcome {}

        /// It stands on the customer's device.
        record Delivered() implements Outcome {}

        /// The customer saw it.
        record Read() implements Outcome {}

        /// The channel refused it, and asking again unchanged would not help. `code` is stable, such as `blocked`;
        /// `detail` is the channel's own words.
        record Failed(String code, @Nullable String detail) implements Outcome {
            public Failed {
                Require.text(code, "code");
            }
        }
    }
}
