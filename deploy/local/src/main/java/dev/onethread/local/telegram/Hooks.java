package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.regex.Pattern;

/// What a bot sets up: where its updates are brought, and the commands of its menu.
/// <https://core.telegram.org/bots/api#setwebhook>, <https://core.telegram.org/bots/api#setmycommands>
final class Hooks {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{0,256}");
    private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");

    private Hooks() {}

    /// Telegram wants HTTPS; without a certificate only this machine itself is called.
    static boolean set(Bot bot, Call call) throws Refusal {
        URI url = url(call.text("url"));
        String secret = call.text("secret_token");
        if (!SECRET.matcher(secret).matches()) {
            throw Refusal.badRequest("secret token contains unallowed characters");
        }
        bot.webhook(url, secret, call.words("allowed_updates").orElse(null));
        return true;
    }

    static boolean delete(Bot bot) {
        bot.webhook(null, "", null);
        return true;
    }

    static boolean commands(Call call) throws Refusal {
        JsonArray commands = call.array("commands").orElseGet(JsonArray::new);
        for (Object each : commands) {
            JsonObject command = (JsonObject) each;
            String description = command.getString("description", "");
            if (!COMMAND.matcher(command.getString("command", "")).matches()) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            if (description.isBlank() || description.length() > 256) {
                throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        return true;
    }

    private static URI url(String text) throws Refusal {
        try {
            URI url = URI.create(text);
            boolean here = "http".equals(url.getScheme()) && "127.0.0.1".equals(url.getHost());
            if ("https".equals(url.getScheme()) || here) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            throw Refusal.badRequest("bad webhook: invalid webhook URL specified");
        }
        throw Refusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
    }
}
