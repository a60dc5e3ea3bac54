package dev.onethread.ingest.telegram;

import dev.onethread.ingest.core.BotName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// What our bots are called, asked of Telegram once each (<https://core.telegram.org/bots/api#getme>).
@ApplicationScoped
class BotNames implements BotName {
    private static final Logger LOG = Logger.getLogger(BotNames.class);

    private final TelegramSettings settings;
    private final BotCalls calls;
    private final Map<Long, String> names = new ConcurrentHashMap<>();

    BotNames(TelegramSettings settings, BotCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    void ask(@Observes StartupEvent event) {
        Thread.ofVirtual().name("telegram-bot-names").start(this::first);
    }

    /// The first bot by the operator's name for it.
    @Override
    public Optional<String> first() {
        return settings.bots().entrySet().stream()
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(bot -> Bot.configured(bot.getKey(), bot.getValue().token()))
                .flatMap(this::name);
    }

    private Optional<String> name(Bot bot) {
        String known = names.get(bot.number());
        if (known != null) {
            return Optional.of(known);
        }
        try {
            String name = calls.call(bot, "getMe", Map.of()).path("username").asText("");
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.put(bot.number(), name);
            return Optional.of(name);
        } catch (BotCalls.Failed e) {
            LOG.warnf(
                    "Telegram did not say what a bot is called: door=%s status=%d",
                    bot.door().name(), e.status());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
