package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.ingest.postgres.DoorStates;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jboss.logging.Logger;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/// How long to wait after a poll that failed, and in one line why it failed. The library shows only that it did, and
/// does not look at `retry_after`.
final class Patience implements BackOff {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHORTEST = 500;
    private static final long LONGEST = 30_000;

    private final Bot bot;
    private final DoorStates states;
    private int failures;
    private long asked;

    Patience(Bot bot, DoorStates states) {
        this.bot = bot;
        this.states = states;
    }

    /// Sees every answer before the library does.
    Response listen(Interceptor.Chain chain) throws IOException {
        Response answer;
        try {
            answer = chain.proceed(chain.request());
        } catch (IOException e) {
            LOG.infof(
                    "Telegram cannot be reached: door=%s reason=%s",
                    bot.door().name(), e.getClass().getSimpleName());
            states.failing(bot.door(), "unreachable", e.getClass().getSimpleName());
            throw e;
        }
        switch (answer.code()) {
            case 200 -> states.open(bot.door());
            case 401, 404 -> {
                LOG.errorf(
                        "Telegram does not know this bot token: door=%s",
                        bot.door().name());
                states.failing(bot.door(), "token-unknown", null);
            }
            case 409 -> {
                LOG.warnf("Somebody else polls this bot: door=%s", bot.door().name());
                states.failing(bot.door(), "polled-elsewhere", null);
            }
            case 429 -> ask(answer);
            default -> {
                LOG.warnf(
                        "Telegram refused the poll: door=%s status=%d",
                        bot.door().name(), answer.code());
                states.failing(bot.door(), "refused", Integer.toString(answer.code()));
            }
        }
        return answer;
    }

    private synchronized void ask(Response answer) throws IOException {
        long wanted = JSON.readTree(answer.peekBody(10_000).bytes())
                .path("parameters")
                .path("retry_after")
                .asLong(1);
        asked = Math.clamp(wanted, 1, 3600) * 1000;
        LOG.warnf("Telegram asks for patience: door=%s seconds=%d", bot.door().name(), asked / 1000);
    }

    @Override
    public synchronized void reset() {
        failures = 0;
        asked = 0;
    }

    @Override
    public synchronized long nextBackOffMillis() {
        long doubled = SHORTEST << Math.min(failures, 10);
        failures++;
        long wanted = Math.max(asked, Math.min(doubled, LONGEST));
        asked = 0;
        return wanted;
    }
}
