package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What must reach a visitor's screen: topic `webchat.deliveries`, key visitor.
public record WebChatDelivery(
        Visitor visitor,
        Instant at,
        ReplyId reply,
        ConversationId conversation,
        int attempt,
        @Nullable String agentName,
        Body body)
        implements Event {
    public WebChatDelivery {
        Require.present(visitor, "visitor");
        Require.present(at, "at");
        Require.present(reply, "reply");
        Require.present(conversation, "conversation");
        Require.present(body, "body");
    }
}
