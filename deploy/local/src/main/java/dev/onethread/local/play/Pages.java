package dev.onethread.local.play;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/// The play pages, static files beside this class. Nothing from elsewhere is loaded, nothing may frame them.
final class Pages {
    private static final String ONLY_OURS =
            "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    void mount(Router router) {
        router.get("/play/ready").handler(context -> context.response().end("ready"));
        router.get("/play/*").handler(Pages::guarded);
        router.get("/play").handler(context -> context.redirect("/play/telegram"));
        router.get("/play/").handler(context -> context.redirect("/play/telegram"));
        router.get("/play/telegram").handler(context -> context.reroute("/play/pages/telegram.html"));
        router.get("/play/mail").handler(context -> context.reroute("/play/pages/mail.html"));
        router.get("/play/pages/*")
                .handler(StaticHandler.create("dev/onethread/local/play/pages").setCachingEnabled(false));
    }

    private static void guarded(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", ONLY_OURS)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }
}
