package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.ingest.postgres.Doors;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The widgets we have, and the pages that may hold them.
@ApplicationScoped
class Widgets {
    private static final Logger LOG = Logger.getLogger(Widgets.class);
    private final WebChatSettings settings;
    private final Doors doors;

    Widgets(WebChatSettings settings, Doors doors) {
        this.settings = settings;
        this.doors = doors;
    }

    void announce(@Observes StartupEvent event) {
        Thread.ofVirtual().start(() -> settings.widgets().keySet().forEach(this::announce));
    }

    private void announce(String name) {
        try {
            doors.announce(door(name), name);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The other services were not told of the widget: door=%s", name);
        }
    }

    static Door door(String widget) {
        return new Door(Channel.WEB, widget);
    }

    boolean exists(@Nullable String widget) {
        return widget != null && settings.widgets().containsKey(widget);
    }

    /// A browser always names the origin of a page that opens a socket or calls another site (RFC 6455 section 10.2);
    /// without one it is no page, and only an open widget lets it in.
    boolean allows(@Nullable String widget, @Nullable String origin) {
        WebChatSettings.Widget known =
                widget == null ? null : settings.widgets().get(widget);
        if (known == null) {
            return false;
        }
        return known.origins().contains("*")
                || (origin != null && known.origins().contains(origin));
    }
}
