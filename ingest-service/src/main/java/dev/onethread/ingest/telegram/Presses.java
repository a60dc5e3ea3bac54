package dev.onethread.ingest.telegram;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/// Tells Telegram that a button was taken, so that it stops showing a clock on it
/// (https://core.telegram.org/bots/api#answercallbackquery). A courtesy: what was pressed is safe by then, so
/// nothing waits for it and a failure is only noted.
@ApplicationScoped
class Presses {
    private static final Logger LOG = Logger.getLogger(Presses.class);

    private final BotCalls calls;

    Presses(BotCalls calls) {
        this.calls = calls;
    }

    void answer(Bot bot, String query) {
        Thread.ofVirtual().name("telegram-press").start(() -> {
            try {
                calls.call(bot, "answerCallbackQuery", Map.of("callback_query_id", query));
            } catch (BotCalls.Failed e) {
                LOG.debugf(
                        "A button was not answered: door=%s status=%d",
                        bot.door().name(), e.status());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
