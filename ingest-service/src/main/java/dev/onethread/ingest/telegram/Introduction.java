package dev.onethread.ingest.telegram;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is told to Telegram about a bot once this replica looks after it: where to bring updates, and the
/// commands of its menu in both languages. It is told again until Telegram has heard it; the bot works meanwhile.
@ApplicationScoped
class Introduction {
    private static final Logger LOG = Logger.getLogger(Introduction.class);
    private static final int FIRST_PAUSE = 1;
    private static final int LONGEST_PAUSE = 60;

    private final BotCalls calls;

    Introduction(BotCalls calls) {
        this.calls = calls;
    }

    /// One thing to tell.
    private record Call(String method, Map<String, ?> parameters) {}

    /// Begins telling; interrupting the thread ends it.
    Thread begin(Bot bot, @Nullable Webhook webhook, Map<String, TelegramSettings.Command> commands) {
        return Thread.ofVirtual().name("telegram-introduction-" + bot.number()).start(() -> {
            try {
                if (webhook != null) {
                    tell(bot, new Call("setWebhook", webhook.registration(bot)));
                }
                if (!commands.isEmpty()) {
                    tell(bot, new Call("setMyCommands", Map.of("commands", menu(commands, each -> each.en()))));
                    Map<String, Object> russian =
                            Map.of("commands", menu(commands, each -> each.ru()), "language_code", "ru");
                    tell(bot, new Call("setMyCommands", russian));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static List<Map<String, String>> menu(
            Map<String, TelegramSettings.Command> commands, Function<TelegramSettings.Command, String> text) {
        return commands.entrySet().stream()
                .map(command -> Map.of("command", command.getKey(), "description", text.apply(command.getValue())))
                .toList();
    }

    private void tell(Bot bot, Call call) throws InterruptedException {
        for (int pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
            try {
                calls.call(bot, call.method, call.parameters);
                return;
            } catch (BotCalls.Failed e) {
                LOG.warnf(
                        "Telegram did not take %s: door=%s status=%d",
                        call.method, bot.door().name(), e.status());
                TimeUnit.SECONDS.sleep(pause);
            }
        }
    }
}
