package dev.onethread.local.play;

import dev.onethread.local.mail.Letter;
import dev.onethread.local.mail.MailServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A customer's mail program over HTTP, for the play page and for tests that run outside of this process.
/// `README.md` of this module lists it.
final class PlayMail {
    private static final String INBOX = "/play/api/mail/inboxes/:address";
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final MailServer mail;
    private final List<String> mailboxes;
    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    PlayMail(MailServer mail, List<String> mailboxes) {
        this.mail = mail;
        this.mailboxes = List.copyOf(mailboxes);
        mail.watch((address, letter) -> watchers.forEach(watcher -> watcher.accept(address)));
    }

    void mount(Router router) {
        router.route("/play/api/mail/*")
                .handler(BodyHandler.create(false).setBodyLimit(31L * 1024 * 1024))
                .failureHandler(PlayMail::failed);
        router.get("/play/api/mail/mailboxes").handler(context -> answer(context, new JsonArray(mailboxes)));
        router.post("/play/api/mail/letters").handler(this::write);
        router.get(INBOX + "/letters").handler(this::inbox);
        router.post(INBOX + "/letters").handler(this::put);
        router.get(INBOX + "/letters/:uid").handler(this::raw);
    }

    /// A letter as a mail program writes it: JSON with `from`, `name`, `to`, `subject`, `text`, `inReplyTo`,
    /// `references`.
    private void write(RoutingContext context) {
        JsonObject draft = context.body().asJsonObject();
        blocking(context, () -> {
            Draft written = Draft.of(draft);
            byte[] bytes = written.bytes();
            long uid = mail.deliver(bytes, written.to());
            mail.deliver(bytes, "sent+" + written.from()); // the writer's own copy
            return new JsonObject().put("uid", uid).put("messageId", written.messageId());
        });
    }

    private void put(RoutingContext context) {
        byte[] bytes = context.body().buffer().getBytes();
        String address = context.pathParam("address");
        blocking(context, () -> new JsonObject().put("uid", mail.deliver(bytes, address)));
    }

    /// Received and written letters of an address, after the given UIDs; with `wait` it waits that many seconds for one
    /// that is received.
    private void inbox(RoutingContext context) {
        String address = context.pathParam("address");
        long after = Long.parseLong(query(context, "after", "0"));
        long sentAfter = Long.parseLong(query(context, "sentAfter", "0"));
        int wait = Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(query(context, "wait", "0")));
        Callable<JsonArray> read = () -> letters(address, after, sentAfter);
        if (wait == 0) {
            blocking(context, read);
            return;
        }
        Vertx vertx = context.vertx();
        AtomicBoolean done = new AtomicBoolean();
        Consumer<String> watcher = changed -> {
            if (changed.equals(address)) {
                vertx.runOnContext(now -> look(context, read, done));
            }
        };
        watchers.add(watcher);
        context.addEndHandler(ended -> watchers.remove(watcher));
        vertx.setTimer(wait * 1000L, late -> {
            if (done.compareAndSet(false, true)) {
                answer(context, new JsonArray());
            }
        });
        look(context, read, done);
    }

    private static void look(RoutingContext context, Callable<JsonArray> read, AtomicBoolean done) {
        Future<JsonArray> letters = context.vertx().executeBlocking(read, false);
        letters.onSuccess(found -> {
            if (!found.isEmpty() && done.compareAndSet(false, true)) {
                answer(context, found);
            }
        });
    }

    private JsonArray letters(String address, long after, long sentAfter) {
        JsonArray letters = new JsonArray();
        for (Letter letter : mail.inbox(address)) {
            if (letter.uid() > after) {
                letters.add(Reading.of(letter, "received"));
            }
        }
        for (Letter letter : mail.inbox("sent+" + address)) {
            if (letter.uid() > sentAfter) {
                letters.add(Reading.of(letter, "written"));
            }
        }
        return letters;
    }

    private void raw(RoutingContext context) {
        String address = context.pathParam("address");
        long uid = Long.parseLong(context.pathParam("uid"));
        @Nullable
        Letter letter = mail.inbox(address).stream()
                .filter(each -> each.uid() == uid)
                .findFirst()
                .orElse(null);
        if (letter == null) {
            context.response().setStatusCode(404).end();
            return;
        }
        context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(Buffer.buffer(letter.bytes()));
    }

    private static <T> void blocking(RoutingContext context, Callable<T> work) {
        context.vertx()
                .executeBlocking(work, false)
                .onSuccess(json -> answer(context, json))
                .onFailure(context::fail);
    }

    private static String query(RoutingContext context, String name, String otherwise) {
        return Optional.ofNullable(context.queryParams().get(name)).orElse(otherwise);
    }

    private static void answer(RoutingContext context, Object json) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(String.valueOf(json));
        }
    }

    private static void failed(RoutingContext context) {
        int status = context.failure() == null ? context.statusCode() : 400;
        JsonObject problem = new JsonObject()
                .put("type", "urn:onethread:problem:play")
                .put(
                        "title",
                        context.failure() == null
                                ? "refused"
                                : String.valueOf(context.failure().getMessage()))
                .put("status", status);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }
}
