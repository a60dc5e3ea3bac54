package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Doors;
import dev.onethread.notifier.core.OpenDoor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The configured bots. They share one HTTP client.
@ApplicationScoped
public class Bots implements Doors {
    private static final Pattern TOKEN = Pattern.compile("([0-9]+):[A-Za-z0-9_-]+");

    private final TelegramConfig config;
    private final TelegramPace pace;
    private final Blobs blobs;
    private final OkHttpClient http;
    private final Map<Door, TelegramClient> clients = new HashMap<>();

    Bots(TelegramConfig config, TelegramPace pace, Blobs blobs) {
        this.config = config;
        this.pace = pace;
        this.blobs = blobs;
        this.http = Line.client(pace.timeout(), pace.atOnce());
    }

    @Override
    public List<OpenDoor> open() {
        TelegramUrl url = url(config.apiUrl());
        return config.bots().entrySet().stream().map(bot -> door(bot, url)).toList();
    }

    boolean any() {
        return !config.bots().isEmpty();
    }

    /// Null for a bot that is not ours.
    @Nullable
    TelegramClient client(Door door) {
        return clients.get(door);
    }

    @PreDestroy
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private OpenDoor door(Map.Entry<String, TelegramConfig.Bot> bot, TelegramUrl url) {
        String token = bot.getValue().token();
        Matcher form = TOKEN.matcher(token);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "onethread.telegram.bots.\"" + bot.getKey() + "\".token is not of the form <number>:<secret>");
        }
        Door opened = new Door(Channel.TELEGRAM, form.group(1));
        TelegramClient client = new OkHttpTelegramClient(http, token, url);
        clients.put(opened, client);
        return new OpenDoor(opened, new BotSender(client, blobs), pace.pace(), pace.atOnce());
    }

    private static TelegramUrl url(URI api) {
        if (api.getScheme() == null || api.getHost() == null) {
            throw new IllegalArgumentException(
                    "onethread.telegram.api-url is not an address such as https://host:port");
        }
        int port = api.getPort() > 0 ? api.getPort() : api.getScheme().equals("http") ? 80 : 443;
        return TelegramUrl.builder()
                .schema(api.getScheme())
                .host(api.getHost())
                .port(port)
                .testServer(false)
                .build();
    }
}
