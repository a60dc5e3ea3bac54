package dev.onethread.local.telegram;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Bot API over HTTP. Method names are case-insensitive, as the real one's are.
final class BotApi {
    /// Files of 50 MB and what surrounds them. <https://core.telegram.org/bots/api#sending-files>
    private static final long LARGEST_REQUEST = 51L * 1024 * 1024;

    private static final int LONGEST_POLL_SECONDS = 50;
    private static final long LARGEST_DOWNLOAD = 20L * 1024 * 1024;

    private final Map<String, Bot> bots;
    private final Path uploads;

    BotApi(Map<String, Bot> bots, Path uploads) {
        this.bots = bots;
        this.uploads = uploads;
    }

    void mount(Router router) {
        router.getWithRegex("/file/bot(?<token>[^/]+)/(?<path>.+)").handler(this::download);
        router.routeWithRegex("/bot[^/]+/[^/]+")
                .handler(BodyHandler.create(uploads.toString())
                        .setBodyLimit(LARGEST_REQUEST)
                        .setDeleteUploadedFilesOnEnd(true));
        router.routeWithRegex("/bot(?<token>[^/]+)/(?<method>[^/]+)")
                .handler(this::call)
                .failureHandler(this::failed);
    }

    private void call(RoutingContext context) {
        try {
            Bot bot = bot(context);
            Call call = Call.of(context);
            String method = context.pathParam("method").toLowerCase(Locale.ROOT);
            switch (method) {
                case "getupdates" -> poll(context, bot, call);
                case "getme" -> answer(context, bot.me());
                case "setwebhook" -> answer(context, Hooks.set(bot, call));
                case "deletewebhook" -> answer(context, Hooks.delete(bot));
                case "setmycommands" -> answer(context, Hooks.commands(call));
                case "close", "logout" -> answer(context, true);
                case "getwebhookinfo" -> answer(context, webhook(bot));
                case "getfile" -> answer(context, file(bot, call));
                case "setmessagereaction" -> answer(context, Sending.react(bot, call));
                case "answercallbackquery" -> answer(context, Sending.answerPress(bot, call));
                case "sendchataction" -> answer(context, Sending.action(bot, call));
                case "editmessagetext" -> answer(context, Sending.edit(bot, call, false));
                case "editmessagecaption" -> answer(context, Sending.edit(bot, call, true));
                case "deletemessage", "deletemessages" -> answer(context, Sending.delete(bot, call));
                case "deletebusinessmessages" -> answer(context, Sending.deleteInTheNameOf(bot, call));
                case "sendmediagroup" -> sendAlbum(context, bot, call);
                default -> send(context, bot, method, call);
            }
        } catch (Refusal refusal) {
            refuse(context, refusal);
        }
    }

    private static void send(RoutingContext context, Bot bot, String method, Call call) throws Refusal {
        Sending sending = Sending.of(bot, method, call);
        admit(context, bot.admit(sending.chat().id, 1).orElse(null), sending::send);
    }

    private static void sendAlbum(RoutingContext context, Bot bot, Call call) throws Refusal {
        Album album = Album.of(bot, call);
        admit(context, bot.admit(album.chat().id, album.items().size()).orElse(null), album::send);
    }

    private static void admit(RoutingContext context, @Nullable Failure failure, Supplier<Object> sending)
            throws Refusal {
        switch (failure) {
            case null -> answer(context, sending.get());
            case Failure.Refused refused -> throw Refusal.of(refused.status(), refused.description());
            case Failure.TooMany tooMany -> throw Refusal.tooMany(tooMany.retryAfter());
            case Failure.NoAnswer _ -> context.request().connection().close();
            case Failure.SentButNoAnswer _ -> {
                Objects.requireNonNull(sending.get());
                context.request().connection().close();
            }
        }
    }

    private static void poll(RoutingContext context, Bot bot, Call call) throws Refusal {
        if (bot.webhook() != null) {
            throw Refusal.of(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                            + " webhook first");
        }
        long offset = call.number("offset").orElse(0L);
        int limit = (int) Math.clamp(call.number("limit").orElse(100L), 1, 100);
        int seconds = (int) Math.clamp(call.number("timeout").orElse(0L), 0, LONGEST_POLL_SECONDS);
        @Nullable Set<String> allowed = call.words("allowed_updates").orElse(null);
        new LongPoll(context, bot, seconds).begin(offset, limit, allowed);
    }

    private Bot bot(RoutingContext context) throws Refusal {
        @Nullable Bot bot = bots.get(context.pathParam("token").replace("%3A", ":"));
        if (bot == null) {
            throw Refusal.of(401, "Unauthorized");
        }
        return bot;
    }

    private static JsonObject webhook(Bot bot) {
        return new JsonObject()
                .put("url", bot.webhook() == null ? "" : String.valueOf(bot.webhook()))
                .put("has_custom_certificate", false)
                .put("pending_update_count", bot.pending());
    }

    private static JsonObject file(Bot bot, Call call) throws Refusal {
        Optional<StoredFile> found = bot.files().find(call.text("file_id"));
        StoredFile file = found.orElseThrow(() -> Refusal.badRequest("invalid file_id"));
        if (file.size() > LARGEST_DOWNLOAD) {
            throw Refusal.badRequest("file is too big");
        }
        return new JsonObject()
                .put("file_id", file.id())
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size())
                .put("file_path", file.path());
    }

    private void download(RoutingContext context) {
        try {
            Bot bot = bot(context);
            String path = context.pathParam("path");
            StoredFile file = bot.files()
                    .find(path.substring(path.lastIndexOf('/') + 1))
                    .filter(found -> found.path().equals(path))
                    .orElseThrow(() -> Refusal.of(404, "Not Found"));
            context.response()
                    .putHeader("Content-Type", "application/octet-stream")
                    .sendFile(bot.files().path(file).toString());
        } catch (Refusal refusal) {
            refuse(context, refusal);
        }
    }

    private void failed(RoutingContext context) {
        if (context.statusCode() == 413) {
            refuse(context, Refusal.of(413, "Request Entity Too Large"));
        } else {
            refuse(context, Refusal.of(500, "Internal Server Error"));
        }
    }

    private static void answer(RoutingContext context, Object result) {
        reply(context, 200, new JsonObject().put("ok", true).put("result", result));
    }

    private static void refuse(RoutingContext context, Refusal refusal) {
        reply(context, refusal.status(), refusal.body());
    }

    private static void reply(RoutingContext context, int status, JsonObject body) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body.encode());
        }
    }

    /// One waiting `getUpdates`. A later one of the same bot ends it with 409, as the real API does, so that two
    /// pollers
    /// disturb each other and are noticed.
    private static final class LongPoll implements Bot.Poll {
        private final RoutingContext context;
        private final Context loop;
        private final Vertx vertx;
        private final Bot bot;
        private final int seconds;
        private volatile boolean answered;

        private LongPoll(RoutingContext context, Bot bot, int seconds) {
            this.context = context;
            this.vertx = context.vertx();
            this.loop = vertx.getOrCreateContext();
            this.bot = bot;
            this.seconds = seconds;
        }

        private void begin(long offset, int limit, @Nullable Set<String> allowed) {
            context.response().closeHandler(closed -> bot.endPoll(this));
            bot.poll(offset, limit, allowed, this);
            if (seconds == 0) {
                end();
            } else {
                vertx.setTimer(seconds * 1000L, late -> end());
            }
        }

        private void end() {
            bot.endPoll(this);
            if (!answered) {
                BotApi.answer(context, new JsonArray());
            }
        }

        @Override
        public void answer(JsonArray updates) {
            JsonArray copy = updates.copy();
            answered = true;
            loop.runOnContext(now -> BotApi.answer(context, copy));
        }

        @Override
        public void conflict() {
            answered = true;
            Refusal refusal = Refusal.of(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            loop.runOnContext(now -> refuse(context, refusal));
        }
    }
}
