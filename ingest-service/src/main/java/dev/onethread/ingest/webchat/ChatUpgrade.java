package dev.onethread.ingest.webchat;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;

/// Decides before the handshake who may open a socket: a page that may hold the widget, and not too many
/// from one network address. A refusal says nothing beyond its status.
@ApplicationScoped
class ChatUpgrade implements HttpUpgradeCheck {
    static final TypedKey<String> WIDGET = TypedKey.forString("widget");
    static final TypedKey<String> ADDRESS = TypedKey.forString("address");

    private final Widgets widgets;
    private final OpenScreens screens;
    private final WebChatSettings settings;

    ChatUpgrade(Widgets widgets, OpenScreens screens, WebChatSettings settings) {
        this.widgets = widgets;
        this.screens = screens;
        this.settings = settings;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(ChatSocket.ENDPOINT);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        String widget = request.getParam("widget");
        if (!widgets.exists(widget)) {
            return CheckResult.rejectUpgrade(404);
        }
        if (!widgets.allows(widget, request.getHeader("Origin"))) {
            return CheckResult.rejectUpgrade(403);
        }
        String address = address(request);
        if (screens.countFrom(address) >= settings.socketsPerAddress()) {
            return CheckResult.rejectUpgrade(429);
        }
        context.userData().put(WIDGET, widget);
        context.userData().put(ADDRESS, address);
        return CheckResult.permitUpgrade();
    }

    static String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null || remote.host() == null ? "unknown" : remote.host();
    }
}
