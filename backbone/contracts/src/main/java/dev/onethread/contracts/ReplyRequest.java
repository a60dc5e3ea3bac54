package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be sent to a customer: topic `replies.requested`, key address.
public sealed interface ReplyRequest extends Event {
    ReplyId reply();

    Address to();

    Instant at();

    ConversationId conversation();

    /// An agent's reply, or a notice when `agent` is null. `inReplyTo` are the headers of the mail being
    /// answered. `answers` is the channel's own id of the message that is replied to. `buttons` stand below it,
    /// each in a row of its own. `signature` is the desk's, which stands below a mail instead of the mailbox's.
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
            @Nullable String answers,
            @Nullable List<Button> buttons,
            @Nullable Signature signature)
            implements ReplyRequest {
        public ReplyRequested {
            checked(reply, to, at);
            Require.present(conversation, "conversation");
            Require.present(door, "door");
            Require.present(body, "body");
            buttons = buttons == null ? null : Require.list(buttons, "buttons");
        }

        /// Without a signature of the desk.
        public ReplyRequested(
                ReplyId reply,
                Address to,
                Instant at,
                ConversationId conversation,
                Door door,
                @Nullable AgentId agent,
                @Nullable String agentName,
                Body body,
                @Nullable MailThread inReplyTo,
                @Nullable String answers,
                @Nullable List<Button> buttons) {
            this(reply, to, at, conversation, door, agent, agentName, body, inReplyTo, answers, buttons, null);
        }

        /// Without buttons.
        public ReplyRequested(
                ReplyId reply,
                Address to,
                Instant at,
                ConversationId conversation,
                Door door,
                @Nullable AgentId agent,
                @Nullable String agentName,
                Body body,
                @Nullable MailThread inReplyTo,
                @Nullable String answers) {
            this(reply, to, at, conversation, door, agent, agentName, body, inReplyTo, answers, null);
        }
    }

    /// Change what was sent as `of`, or take it back when `body` is null. `reply` is this wish's own id, under
    /// which the channel's answer is reported. `buttons` stay only where they are given again.
    record AmendmentRequested(
            ReplyId reply,
            Address to,
            Instant at,
            ConversationId conversation,
            Door door,
            ReplyId of,
            @Nullable Body body,
            @Nullable List<Button> buttons)
            implements ReplyRequest {
        public AmendmentRequested {
            checked(reply, to, at);
            Require.present(conversation, "conversation");
            Require.present(door, "door");
            Require.present(of, "of");
            buttons = buttons == null ? null : Require.list(buttons, "buttons");
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
