package dev.onethread.local.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The customers' side over HTTP, for the play page and for tests that run outside of this process.
/// `README.md` of this module lists it.
final class CustomersApi {
    private static final String BOT = "/play/api/telegram/bots/:bot";
    private static final String CHAT = BOT + "/chats/:chat";
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Collection<Bot> bots;
    private final Path uploads;

    CustomersApi(Collection<Bot> bots, Path uploads) {
        this.bots = bots;
        this.uploads = uploads;
    }

    void mount(Router router) {
        router.route("/play/api/telegram/*")
                .handler(BodyHandler.create(uploads.toString()).setBodyLimit(51L * 1024 * 1024))
                .failureHandler(CustomersApi::failed);
        router.get("/play/api/telegram/bots").handler(context -> answer(context, bots()));
        router.post(BOT + "/updates").handler(this::update);
        router.put(BOT + "/limits").handler(this::limits);
        router.post(BOT + "/failures").handler(this::failures);
        router.get(BOT + "/chats")
                .handler(context -> answer(context, new JsonArray(bot(context).chats())));
        router.put(CHAT).handler(this::chat);
        router.get(CHAT + "/messages").handler(this::messages);
        router.post(CHAT + "/messages").handler(this::say);
        router.put(CHAT + "/messages/:message").handler(this::edit);
        router.put(CHAT + "/messages/:message/reaction").handler(this::react);
        router.post(CHAT + "/messages/:message/presses").handler(this::press);
        router.post(CHAT + "/files").handler(this::sendFile);
        router.put(CHAT + "/block")
                .handler(context -> acted(context, bot(context).customerBlocks(id(context))));
        router.delete(CHAT + "/block")
                .handler(context -> acted(context, bot(context).customerUnblocks(id(context))));
        router.put(CHAT + "/move").handler(this::move);
        router.get(BOT + "/files/:file").handler(this::file);
    }

    private JsonArray bots() {
        JsonArray list = new JsonArray();
        for (Bot bot : bots) {
            list.add(new JsonObject()
                    .put("number", bot.number())
                    .put("username", bot.username())
                    .put("pending", bot.pending()));
        }
        return list;
    }

    private void update(RoutingContext context) {
        acted(context, bot(context).customerSends(context.body().asString()));
    }

    private void limits(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        Limits real = Limits.real();
        bot(context)
                .limits(new Limits(
                        body.getDouble("chatPerSecond", real.chatPerSecond()),
                        body.getInteger("chatBurst", real.chatBurst()),
                        body.getInteger("groupPerMinute", real.groupPerMinute()),
                        body.getInteger("botPerSecond", real.botPerSecond()),
                        body.getBoolean("on", true)));
        context.response().setStatusCode(204).end();
    }

    private void failures(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        Failure failure = switch (body.getString("kind", "refused")) {
            case "refused" ->
                new Failure.Refused(
                        body.getInteger("status", 500), body.getString("description", "Internal Server Error"));
            case "too-many" -> new Failure.TooMany(body.getInteger("retryAfter", 1));
            case "no-answer" -> new Failure.NoAnswer();
            case "sent-but-no-answer" -> new Failure.SentButNoAnswer();
            default -> throw new IllegalArgumentException("kind: refused, too-many, no-answer, sent-but-no-answer");
        };
        List<Failure> failures = Collections.nCopies(body.getInteger("times", 1), failure);
        bot(context).failNext(failures.toArray(Failure[]::new));
        context.response().setStatusCode(204).end();
    }

    private void chat(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        Chat chat = bot(context).known(id(context), body.getString("name", ""));
        Optional.ofNullable(body.getString("language"))
                .ifPresent(language -> bot(context).speaks(chat.id, language));
        answer(context, chat.json());
    }

    private void say(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        String name = body.getString("name", "");
        String text = body.getString("text", "");
        @Nullable Long replyTo = body.getLong("replyTo");
        Bot bot = bot(context);
        acted(
                context,
                replyTo == null
                        ? bot.customerSays(id(context), name, text)
                        : bot.customerAnswers(id(context), name, text, replyTo));
    }

    private void edit(RoutingContext context) {
        String text = context.body().asJsonObject().getString("text", "");
        acted(context, bot(context).customerEdits(id(context), message(context), text));
    }

    private void react(RoutingContext context) {
        String emoji = context.body().asJsonObject().getString("emoji", "");
        acted(context, bot(context).customerReacts(id(context), message(context), emoji));
    }

    private void press(RoutingContext context) {
        String data = context.body().asJsonObject().getString("data", "");
        acted(context, bot(context).customerPresses(id(context), message(context), data));
    }

    private void move(RoutingContext context) {
        bot(context).groupMoves(id(context), context.body().asJsonObject().getLong("to"));
        context.response().setStatusCode(204).end();
    }

    private void sendFile(RoutingContext context) {
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("application/octet-stream");
        byte[] bytes = context.body().buffer().getBytes();
        acted(
                context,
                bot(context)
                        .customerSendsFile(
                                id(context),
                                query(context, "customer", ""),
                                query(context, "kind", "document"),
                                query(context, "name", "file"),
                                type,
                                bytes,
                                query(context, "caption", "")));
    }

    private void file(RoutingContext context) {
        Bot bot = bot(context);
        StoredFile file = bot.files()
                .find(context.pathParam("file"))
                .orElseThrow(() -> new IllegalArgumentException("no such file"));
        context.response()
                .putHeader("Content-Type", file.mediaType())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "sandbox")
                .sendFile(bot.files().path(file).toString());
    }

    /// Entries changed after `after`; with `wait` it waits that many seconds for the first.
    private void messages(RoutingContext context) {
        Bot bot = bot(context);
        long chat = id(context);
        long after = Long.parseLong(query(context, "after", "0"));
        int wait = Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(query(context, "wait", "0")));
        AtomicBoolean done = new AtomicBoolean();
        Runnable look = () -> context.vertx().runOnContext(now -> {
            List<JsonObject> entries = bot.entriesAfter(chat, after);
            if (!entries.isEmpty() && done.compareAndSet(false, true)) {
                answer(context, new JsonArray(entries));
            }
        });
        if (wait == 0) {
            answer(context, new JsonArray(bot.entriesAfter(chat, after)));
            return;
        }
        bot.watch(look);
        context.addEndHandler(ended -> bot.unwatch(look));
        context.vertx().setTimer(wait * 1000L, late -> {
            if (done.compareAndSet(false, true)) {
                answer(context, new JsonArray());
            }
        });
        look.run();
    }

    private Bot bot(RoutingContext context) {
        String number = context.pathParam("bot");
        return bots.stream()
                .filter(bot -> number.equals(Long.toString(bot.number())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such bot"));
    }

    private static long id(RoutingContext context) {
        return Long.parseLong(context.pathParam("chat"));
    }

    private static long message(RoutingContext context) {
        return Long.parseLong(context.pathParam("message"));
    }

    private static String query(RoutingContext context, String name, String otherwise) {
        return Optional.ofNullable(context.queryParams().get(name)).orElse(otherwise);
    }

    private static void acted(RoutingContext context, Said said) {
        answer(context, new JsonObject().put("updateId", said.updateId()).put("messageId", said.messageId()));
    }

    private static void acted(RoutingContext context, long updateId) {
        answer(context, new JsonObject().put("updateId", updateId));
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
        @Nullable Throwable failure = context.failure();
        boolean theirs = failure instanceof IllegalArgumentException
                || failure instanceof DecodeException
                || failure instanceof ClassCastException;
        int status = failure == null ? context.statusCode() : theirs ? 400 : 500;
        JsonObject problem = new JsonObject()
                .put("type", "urn:onethread:problem:play")
                .put("title", failure == null ? "refused" : String.valueOf(failure.getMessage()))
                .put("status", status);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }
}
