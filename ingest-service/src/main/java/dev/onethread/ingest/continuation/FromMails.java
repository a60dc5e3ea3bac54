package dev.onethread.ingest.continuation;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.MailLink;
import dev.onethread.ingest.core.BotName;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The page behind the links below our mails. Opening it does nothing, as mail scanners open what they find; pressing
/// its button leads on by a one-time link.
@ApplicationScoped
class FromMails {
    private static final Logger LOG = Logger.getLogger(FromMails.class);

    private final Links links;
    private final BotName bot;
    private final @Nullable SecretKeySpec key;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FromMails(Links links, BotName bot, @ConfigProperty(name = "onethread.mail.token-key") Optional<String> key) {
        this.links = links;
        this.bot = bot;
        this.key = key.map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .orElse(null);
    }

    void routes(@Observes Router router) {
        router.get("/chat/continuations/:channel/:link").handler(context -> onThread(context, false));
        router.post("/chat/continuations/:channel/:link").handler(context -> onThread(context, true));
    }

    private void onThread(RoutingContext context, boolean pressed) {
        ContinuationPage page = ContinuationPage.in(context.request().getHeader("Accept-Language"));
        threads.execute(() -> {
            try {
                answer(context, page, pressed);
            } catch (RuntimeException e) {
                LOG.warn("a link of a mail has to be tried again", e);
                say(context, 503, page.later(), "'self'");
            }
        });
    }

    private void answer(RoutingContext context, ContinuationPage page, boolean pressed) {
        Channel to = channel(context.pathParam("channel"));
        MailLink link = to == null ? null : read(context.pathParam("link"), to);
        if (to == null || link == null) {
            say(context, 410, page.over(), "'self'");
            return;
        }
        String name = to == Channel.TELEGRAM ? bot.first().orElse("") : "";
        boolean possible = links.open() && !(to == Channel.TELEGRAM && name.isEmpty());
        Optional<String> onward = pressed && possible ? links.behind(link, to, name) : Optional.empty();
        if (onward.isPresent()) {
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", onward.get())
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .end();
        } else if (pressed || !possible) {
            say(context, 410, page.over(), "'self'");
        } else {
            // Browsers ask of where a form leads by a redirect, too, whether it may be sent there.
            say(context, 200, page.ask(to), "'self' " + links.origin(to));
        }
    }

    private static @Nullable Channel channel(String prefix) {
        for (Channel channel : new Channel[] {Channel.TELEGRAM, Channel.WEB}) {
            if (channel.prefix().equals(prefix)) {
                return channel;
            }
        }
        return null;
    }

    private @Nullable MailLink read(String written, Channel to) {
        SecretKeySpec secret = key;
        return secret == null ? null : MailLink.read(written, to, Instant.now(), octets -> mac(secret, octets));
    }

    private static byte[] mac(SecretKeySpec key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private static void say(RoutingContext context, int status, String html, String formAction) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action "
                                + formAction)
                .end(html);
    }
}
