package dev.onethread.ingest.webchat;

import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jboss.logging.Logger;

/// The visitors' socket. Frames of one socket come one after another, each on a virtual thread.
@WebSocket(path = "/chat/socket", endpointId = ChatSocket.ENDPOINT)
class ChatSocket {
    static final String ENDPOINT = "chat";
    private static final Logger LOG = Logger.getLogger(ChatSocket.class);

    private final OpenScreens screens;
    private final Chat chat;

    ChatSocket(OpenScreens screens, Chat chat) {
        this.screens = screens;
        this.chat = chat;
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        String widget = Objects.requireNonNull(connection.userData().get(ChatUpgrade.WIDGET));
        String address = Objects.requireNonNull(connection.userData().get(ChatUpgrade.ADDRESS));
        screens.opened(connection.id(), new Screen(connection, widget, address));
    }

    @OnTextMessage
    @RunOnVirtualThread
    void text(String frame, WebSocketConnection connection) {
        Screen screen = screens.of(connection.id());
        if (screen == null || screen.isOver()) {
            return;
        }
        try {
            chat.take(screen, Frame.parse(frame));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warnf(e, "A frame could not be handled, the visitor tries again: door=%s", screen.widget());
            screen.close(Screen.TRY_LATER);
        }
    }

    @OnBinaryMessage
    void binary(Buffer bytes, WebSocketConnection connection) {
        Screen screen = screens.of(connection.id());
        if (screen != null) {
            screen.close(Screen.POLICY);
        }
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        screens.closed(connection.id());
    }

    /// Also for a frame that is too long: without an end by us the line would stay, half read.
    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        LOG.debugf("A socket failed: reason=%s", failure.getClass().getSimpleName());
        Screen screen = screens.of(connection.id());
        if (screen != null) {
            screen.close(Screen.POLICY);
        }
        screens.closed(connection.id());
    }
}
