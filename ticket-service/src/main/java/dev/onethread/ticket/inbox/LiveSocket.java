package dev.onethread.ticket.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The agents' socket. The first frame says who looks; without it nothing is told. Frames choose from a fixed
/// list, and anything else is answered with an error that repeats nothing.
@WebSocket(path = "/live")
public class LiveSocket {
    private static final Logger LOG = Logger.getLogger(LiveSocket.class);

    private final Watch watch;
    private final Signals signals;
    private final ObjectMapper mapper;

    @Inject
    LiveSocket(Watch watch, Signals signals, ObjectMapper mapper) {
        this.watch = watch;
        this.signals = signals;
        this.mapper = mapper;
    }

    @OnOpen
    @RunOnVirtualThread
    public void opened(WebSocketConnection connection) {
        watch.opened(connection);
    }

    @OnTextMessage
    @RunOnVirtualThread
    public void said(WebSocketConnection connection, String text) {
        Screen screen = watch.screen(connection);
        if (screen == null) {
            return;
        }
        JsonNode frame = read(text);
        String type = frame == null ? "" : frame.path("type").asText("");
        switch (type) {
            case "hello" -> watch.hello(screen, text(frame, "token"), text(frame, "since"));
            case "open" -> watch.open(screen, uuid(text(frame, "conversation")));
            case "typing" -> signals.typing(screen, uuid(text(frame, "conversation")));
            case "seen" -> signals.seen(screen, uuid(text(frame, "conversation")));
            case "pong" -> {}
            default -> screen.send(Frames.error("unknown-frame"));
        }
    }

    @OnClose
    @RunOnVirtualThread
    public void closed(WebSocketConnection connection) {
        watch.closed(connection);
    }

    @OnError
    public void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("a screen's connection failed: %s", failure.getClass().getSimpleName());
    }

    private @Nullable JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode frame, String field) {
        JsonNode value = frame == null ? null : frame.get(field);
        return value == null || !value.isTextual() ? null : value.asText();
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
