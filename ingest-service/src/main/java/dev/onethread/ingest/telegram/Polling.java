package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.Lease;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.Checkpoints.Checkpoint;
import dev.onethread.ingest.postgres.DoorStates;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.longpolling.BotSession;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.objects.Update;

/// One bot read by the library's session while this replica holds the bot's lease.
///
/// The session advances its own offset before anybody knows that an update was stored, drops updates with a lower id
/// than the last (Telegram draws ids anew after a quiet week), and ends silently when its consumer throws. So the
/// offset is ours: it advances only after Kafka has accepted and the checkpoint has risen under the lease, and each
/// session starts without one, at the oldest update that Telegram has not seen confirmed.
final class Polling implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Polling.class);

    private final Bot bot;
    private final Lease lease;
    private final TelegramUrl url;
    private final int seconds;
    private final UpdatesTaken taken;
    private final Checkpoints checkpoints;
    private final OkHttpClient http;
    private final Patience patience;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("telegram-poll-", 0).factory());
    private volatile int next;
    private volatile @Nullable BotSession session;

    Polling(
            Bot bot,
            Lease lease,
            TelegramUrl url,
            int seconds,
            UpdatesTaken taken,
            Checkpoints checkpoints,
            DoorStates states) {
        this.bot = bot;
        this.lease = lease;
        this.url = url;
        this.seconds = seconds;
        this.taken = taken;
        this.checkpoints = checkpoints;
        this.patience = new Patience(bot, states);
        this.http = new OkHttpClient.Builder()
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(seconds + 10L, TimeUnit.SECONDS)
                .addInterceptor(patience::listen)
                .build();
    }

    void start() {
        Thread.ofVirtual().name("telegram-" + bot.number()).start(this::run);
    }

    /// Begins a session again whenever one ends, until stopped.
    private void run() {
        while (!isStopped()) {
            try {
                session();
            } catch (InterruptedException e) {
                return;
            } catch (CancellationException e) {
                LOG.debugf("Session ended: door=%s", bot.door().name());
            } catch (Exception e) {
                LOG.warnf(
                        "Polling begins again: door=%s reason=%s",
                        bot.door().name(), e.getClass().getSimpleName());
                pause(patience.nextBackOffMillis());
            }
        }
    }

    private void session() throws Exception {
        next = 0;
        BotSession begun = new BotSession(
                new ObjectMapper(),
                http,
                thread,
                bot.token(),
                () -> url,
                ignored -> new RawGetUpdates(next, seconds),
                () -> patience,
                this::consume);
        session = begun;
        begun.start();
        Future<?> polling = begun.getRunningPolling();
        if (polling != null && !isStopped()) {
            polling.get();
        }
    }

    /// Never throws: that would end the session silently.
    private void consume(List<Update> updates) {
        try {
            take(updates.stream().map(RawUpdate.class::cast).toList());
        } catch (Fenced e) {
            LOG.infof("Another replica reads this bot: door=%s", bot.door().name());
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            if (!isStopped()) {
                LOG.errorf(
                        e,
                        "Updates could not be stored and stay with Telegram: door=%s",
                        bot.door().name());
                pause(patience.nextBackOffMillis());
            }
        } finally {
            forget();
        }
    }

    /// The session forgets what it saw last, so that it lets everything through.
    private void forget() {
        BotSession current = session;
        if (current != null) {
            current.getLastReceivedUpdate().set(0);
        }
    }

    private void take(List<RawUpdate> updates) throws Exception {
        if (updates.isEmpty() || isStopped()) {
            return;
        }
        taken.take(bot, updates);
        int last = updates.stream()
                .filter(RawUpdate::hasId)
                .mapToInt(RawUpdate::getUpdateId)
                .max()
                .orElseThrow(() -> new IOException("nothing that could be confirmed"));
        checkpoints.rise(lease, bot.door(), new Checkpoint(0, last));
        next = last + 1;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            boolean ended = stopped.await(millis, TimeUnit.MILLISECONDS);
            LOG.debugf("Waited: door=%s ended=%s", bot.door().name(), ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        BotSession current = session;
        if (current != null) {
            current.stop();
        }
        thread.shutdownNow();
        // A poll under way would meet its successor at Telegram as a conflict.
        http.dispatcher().cancelAll();
    }
}
