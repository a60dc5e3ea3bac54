package dev.onethread.ingest.telegram;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.ingest.core.BotDoors;
import dev.onethread.ingest.core.RawReader;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.DoorStates;
import dev.onethread.ingest.postgres.Doors;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.TelegramUrl;

/// The configured bots. Each is read by the one replica that holds its lease.
@ApplicationScoped
class TelegramDoors implements RawReader, BotDoors {
    private static final Logger LOG = Logger.getLogger(TelegramDoors.class);

    private final TelegramSettings settings;
    private final Leases leases;
    private final UpdatesTaken taken;
    private final Checkpoints checkpoints;
    private final Doors doors;
    private final DoorStates states;
    private final List<Bot> bots;
    private final Introduction introduction;
    private final Map<String, Hooked> webhooks = new HashMap<>();
    private final List<Leases.Keeping> kept = new ArrayList<>();

    /// A bot whose updates Telegram brings.
    record Hooked(Bot bot, Webhook webhook) {}

    TelegramDoors(
            TelegramSettings settings,
            Leases leases,
            UpdatesTaken taken,
            Checkpoints checkpoints,
            Doors doors,
            DoorStates states,
            Introduction introduction) {
        this.states = states;
        this.settings = settings;
        this.leases = leases;
        this.taken = taken;
        this.checkpoints = checkpoints;
        this.doors = doors;
        this.introduction = introduction;
        this.bots = settings.bots().entrySet().stream()
                .map(bot -> Bot.configured(
                        bot.getKey(), bot.getValue().token(), !bot.getValue().groups()))
                .toList();
        for (Bot bot : bots) {
            Webhook webhook = Webhook.configured(bot.title(), settings(bot).webhook());
            if (webhook != null) {
                webhooks.put(bot.door().name(), new Hooked(bot, webhook));
            }
        }
    }

    void start(@Observes StartupEvent event) {
        TelegramUrl url = url(settings.apiUrl());
        for (Bot bot : bots) {
            kept.add(leases.keep(Doors.lease(bot.door()), new Holder(bot, url)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        kept.forEach(Leases.Keeping::close);
    }

    @Override
    public Channel channel() {
        return Channel.TELEGRAM;
    }

    @Override
    public List<FromCustomer> read(Door door, byte[] raw, Instant receivedAt) throws IOException {
        Bot bot = bots.stream()
                .filter(candidate -> candidate.door().equals(door))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this bot is not configured any more"));
        try {
            return taken.again(bot, raw, receivedAt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public List<Known> all() {
        return bots.stream()
                .map(bot -> new Known(bot.door().name(), bot.title(), !bot.ignoresGroups()))
                .toList();
    }

    /// Null where no such bot is configured to have its updates brought.
    @Nullable
    Hooked hooked(String number) {
        return webhooks.get(number);
    }

    private TelegramSettings.Bot settings(Bot bot) {
        return Objects.requireNonNull(settings.bots().get(bot.title()));
    }

    /// The library knows scheme, host and port, no path.
    static TelegramUrl url(URI base) {
        boolean plain = base.getPath() == null
                || base.getPath().isEmpty()
                || base.getPath().equals("/");
        if (base.getHost() == null || !plain || !List.of("http", "https").contains(base.getScheme())) {
            throw new IllegalArgumentException("onethread.telegram.api-url is not http(s)://host[:port]");
        }
        int port = base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
        return TelegramUrl.builder()
                .schema(base.getScheme())
                .host(base.getHost())
                .port(port)
                .testServer(false)
                .build();
    }

    /// Polls while the lease is ours.
    private final class Holder implements Leases.Holder {
        private final Bot bot;
        private final TelegramUrl url;
        private @Nullable Polling polling;
        private @Nullable Thread introducing;

        Holder(Bot bot, TelegramUrl url) {
            this.bot = bot;
            this.url = url;
        }

        @Override
        public void acquired(Lease lease) {
            LOG.infof("This replica reads the bot: door=%s epoch=%d", bot.door().name(), lease.epoch());
            announce();
            Hooked hooked = hooked(bot.door().name());
            introducing = introduction.begin(
                    bot, hooked == null ? null : hooked.webhook(), settings(bot).commands());
            if (hooked != null) {
                return;
            }
            int seconds = (int) settings.pollTimeout().toSeconds();
            Polling begun = new Polling(bot, lease, url, seconds, taken, checkpoints, states);
            polling = begun;
            begun.start();
        }

        private void announce() {
            try {
                doors.announce(bot.door(), bot.title());
            } catch (RuntimeException e) {
                LOG.warnf(
                        e,
                        "The other services were not told of the bot: door=%s",
                        bot.door().name());
            }
        }

        @Override
        public void lost() {
            LOG.infof("This replica stops reading the bot: door=%s", bot.door().name());
            Thread speaking = introducing;
            if (speaking != null) {
                speaking.interrupt();
            }
            Polling running = polling;
            if (running != null) {
                running.close();
            }
        }
    }
}
