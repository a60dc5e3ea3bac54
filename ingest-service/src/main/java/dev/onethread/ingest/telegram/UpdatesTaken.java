package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.core.Untakable;
import dev.onethread.ingest.postgres.BotSettings;
import dev.onethread.ingest.telegram.Reading.Ignored;
import dev.onethread.ingest.telegram.Reading.Piece;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/// Brings a batch of updates to safety: each into Kafka or into quarantine. Chats run side by side, so that
/// a large file keeps only its own chat waiting; within a chat one follows the other.
@ApplicationScoped
class UpdatesTaken {
    private static final Logger LOG = Logger.getLogger(UpdatesTaken.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Completion completion;
    private final Intake intake;
    private final Quarantine quarantine;
    private final Presses presses;
    private final Beginnings beginnings;
    private final BotSettings settings;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    UpdatesTaken(
            Completion completion,
            Intake intake,
            Quarantine quarantine,
            Presses presses,
            Beginnings beginnings,
            BotSettings settings,
            MeterRegistry meters) {
        this.settings = settings;
        this.beginnings = beginnings;
        this.completion = completion;
        this.intake = intake;
        this.quarantine = quarantine;
        this.presses = presses;
        this.meters = meters;
    }

    /// Returns when all are safe.
    /// @throws Exception where Kafka, the database or the blob store is away: confirm nothing, take the
    /// same again
    void take(Bot bot, List<RawUpdate> updates) throws Exception {
        Map<String, List<Read>> byChat = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (RawUpdate update : updates) {
            Read read = new Read(update, reading(bot, update, now));
            byChat.computeIfAbsent(read.chat(), chat -> new ArrayList<>()).add(read);
        }
        List<Future<?>> chats = new ArrayList<>();
        for (List<Read> chat : byChat.values()) {
            chats.add(threads.submit(() -> {
                takeChat(bot, chat);
                return null;
            }));
        }
        waitFor(chats);
    }

    private static void waitFor(List<Future<?>> chats) throws Exception {
        try {
            for (Future<?> chat : chats) {
                chat.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            chats.forEach(chat -> chat.cancel(true));
        }
    }

    /// A fault of ours in reading is the update's own affair, never the others'.
    private static Reading reading(Bot bot, RawUpdate update, Instant now) {
        if (!update.hasId()) {
            return new Refused("an update without an id");
        }
        try {
            JsonNode json = JSON.readTree(update.json());
            return UpdateReader.read(bot, json, now);
        } catch (JsonProcessingException e) {
            return new Refused("not readable JSON: " + e.getClass().getSimpleName());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf(
                    e, "An update cannot be read: door=%s update=%d", bot.door().name(), update.getUpdateId());
            return new Refused("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void takeChat(Bot bot, List<Read> chat) throws Exception {
        for (Read read : chat) {
            switch (read.reading) {
                case Understood understood -> takeAll(bot, read.update, understood);
                case Ignored ignored -> leaveOut(bot, read.update, ignored.what());
                case Refused refused -> keep(bot, read.update, refused.reason());
            }
        }
    }

    private void takeAll(Bot bot, RawUpdate update, Understood understood) throws Exception {
        if (understood.event().address().ofGroup()
                && !settings.groups(bot.door().name(), !bot.ignoresGroups())) {
            count(bot, "group");
            return;
        }
        for (Piece piece : understood.pieces()) {
            for (Piece part : beginnings.of(piece)) {
                takeOne(bot, update, part);
            }
        }
    }

    private void takeOne(Bot bot, RawUpdate update, Piece piece) throws Exception {
        FromCustomer event = completion.complete(bot, piece, update.json());
        if (piece.unknown() && event instanceof FromCustomer.UpdateKept kept) {
            // The transcript can only name it; people who look after the doors find the whole here.
            keep(bot, update, "no message, kept as it came: " + kept.kind());
        }
        try {
            intake.take(event).toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Untakable hopeless) {
                keep(bot, update, String.valueOf(hopeless.getMessage()));
            } else {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        if (piece.press() != null) {
            presses.answer(bot, piece.press());
        }
    }

    private void count(Bot bot, String what) {
        meters.counter(
                        "onethread.ignored",
                        "channel",
                        "telegram",
                        "door",
                        bot.door().name(),
                        "what",
                        what)
                .increment();
    }

    private void leaveOut(Bot bot, RawUpdate update, String what) {
        count(bot, what);
        quarantine.leaveOut(bot.door(), update.identity(), bytes(update), "nobody answers it: " + what);
    }

    private void keep(Bot bot, RawUpdate update, String reason) {
        quarantine.keep(bot.door(), update.identity(), bytes(update), reason);
    }

    private static byte[] bytes(RawUpdate update) {
        return update.json().getBytes(StandardCharsets.UTF_8);
    }

    /// What quarantined bytes say today.
    List<FromCustomer> again(Bot bot, byte[] raw, Instant receivedAt) throws IOException, InterruptedException {
        String json = new String(raw, StandardCharsets.UTF_8);
        return switch (UpdateReader.read(bot, JSON.readTree(json), receivedAt)) {
            case Understood understood -> {
                List<FromCustomer> events = new ArrayList<>();
                for (Piece piece : understood.pieces()) {
                    events.add(completion.complete(bot, piece, json));
                }
                yield events;
            }
            case Ignored ignored -> throw new IllegalArgumentException("nobody answers it: " + ignored.what());
            case Refused refused -> throw new IllegalArgumentException(refused.reason());
        };
    }

    private record Read(RawUpdate update, Reading reading) {
        String chat() {
            return reading instanceof Understood understood
                    ? understood.event().address().key()
                    : "";
        }
    }
}
