package dev.onethread.ticket.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The web UI's files come from `META-INF/resources`. Addresses that the page itself understands lead to the page, and
/// every answer carries the headers that keep a browser from doing what nobody asked for.
@ApplicationScoped
class WebUi {
    /// After static files, REST and the socket have had their turn.
    private static final int LAST = 30_000;
    private static final int FIRST = -10_000;
    /// A file has a dot; so may the id of a rule or desk.
    private static final String PAGES = "^/(?!api/|api$|q/|q$|live$|chat)(?:[^.]*|rules/.*)$";
    /// Mantine sets styles on elements. Everything else comes from here.
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                    + "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    void routes(@Observes Router router) {
        router.route().order(FIRST).handler(WebUi::guard);
        router.getWithRegex(PAGES).order(LAST).handler(context -> context.reroute("/index.html"));
    }

    private static void guard(RoutingContext context) {
        String path = context.normalizedPath();
        context.addHeadersEndHandler(end -> {
            MultiMap headers = context.response().headers();
            set(headers, "X-Content-Type-Options", "nosniff");
            set(headers, "Referrer-Policy", "same-origin");
            set(headers, "Content-Security-Policy", POLICY);
            set(headers, "Cross-Origin-Opener-Policy", "same-origin");
            if (path.startsWith("/assets/")) {
                headers.set("Cache-Control", "public, max-age=31536000, immutable");
            } else if (!path.startsWith("/api/")) {
                headers.set("Cache-Control", "no-cache");
            } else {
                set(headers, "Cache-Control", "no-store");
            }
        });
        context.next();
    }

    private static void set(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
