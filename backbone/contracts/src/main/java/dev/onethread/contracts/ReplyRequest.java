package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be sent to a customer: topic `replies.requested`, key address.
public sealed interface ReplyRequest extends Event {
    ReplyId reply();

    Address to();

    Instant at();

    /// An agent's reply, or a notice when `agent` is null. `inReplyTo` are the headers of the mail being answered.
    /// `answers` is the channel's own id of the message that is replied to.
    record ReplyRequested(
            ReplyId reply,
            Address to,
            Instant at,
            ConversationId conversation,
            Door door,
            @Nullable AgentId agent,
            @Nullable String agentName,
            Body body,
            @Nullable MailThread inReplyTo,
            @Nullable String answers)
            implements ReplyRequest {
        public ReplyRequested {
            checked(reply, to, at);
            Require.present(conversation, "conversation");
            Require.present(door, "door");
            Require.present(body, "body");
        }
    }

    /// Send a failed reply again; `attempt` tells one wish to retry from the next and makes it idempotent.
    record DeliveryRetryRequested(ReplyId reply, Address to, Instant at, ConversationId conversation, int attempt)
            implements ReplyRequest {
        public DeliveryRetryRequested {
            checked(reply, to, at);
            Require.present(conversation, "conversation");
            Require.that(attempt >= 2, "the first attempt is no retry");
        }
    }

    private static void checked(ReplyId reply, Address to, Instant at) {
        Require.present(reply, "reply");
        Require.present(to, "to");
        Require.present(at, "at");
    }
}
