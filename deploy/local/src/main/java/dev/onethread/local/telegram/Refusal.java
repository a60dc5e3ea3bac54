package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;

/// The Bot API says no. <https://core.telegram.org/bots/api#making-requests>
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retryAfter;
    private final long movedTo;

    private Refusal(int status, String description, int retryAfter) {
        this(status, description, retryAfter, 0);
    }

    private Refusal(int status, String description, int retryAfter, long movedTo) {
        super(description, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
        this.movedTo = movedTo;
    }

    static Refusal moved(long to) {
        return new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", 0, to);
    }

    static Refusal badRequest(String why) {
        return new Refusal(400, "Bad Request: " + why, 0);
    }

    static Refusal of(int status, String description) {
        return new Refusal(status, description, 0);
    }

    static Refusal tooMany(int retryAfter) {
        return new Refusal(429, "Too Many Requests: retry after " + retryAfter, retryAfter);
    }

    int status() {
        return status;
    }

    JsonObject body() {
        JsonObject body =
                new JsonObject().put("ok", false).put("error_code", status).put("description", getMessage());
        if (retryAfter > 0) {
            body.put("parameters", new JsonObject().put("retry_after", retryAfter));
        }
        if (movedTo != 0) {
            body.put("parameters", new JsonObject().put("migrate_to_chat_id", movedTo));
        }
        return body;
    }
}
