package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Somebody who writes to the bot, through the stand-in for the Bot API.
public final class TelegramCustomer {
    private final Http http;
    private final String bot;
    private final long chat;
    private final String name;
    private final AtomicLong nextMessage = new AtomicLong(System.nanoTime() % 1_000_000_000);
    private final Map<Long, ObjectNode> updates = new ConcurrentHashMap<>();

    private TelegramCustomer(Installation installation, long chat, String name) {
        this.http = installation.http();
        this.bot = "/play/api/telegram/bots/" + installation.bot();
        this.chat = chat;
        this.name = name;
    }

    public static TelegramCustomer named(Installation installation, long chat, String name) {
        return new TelegramCustomer(installation, chat, name);
    }

    /// @return the number of the update that carries the text
    public long says(String text) {
        ObjectNode update = Wire.mapper().createObjectNode();
        ObjectNode message = update.putObject("message")
                .put("message_id", nextMessage.incrementAndGet())
                .put("date", Instant.now().getEpochSecond())
                .put("text", text);
        message.putObject("chat").put("id", chat).put("type", "private").put("first_name", name);
        message.putObject("from").put("id", chat).put("is_bot", false).put("first_name", name);
        long number = sends(update);
        updates.put(number, update.put("update_id", number));
        return number;
    }

    /// Any update, as it is.
    public long sends(JsonNode update) {
        return http.ask("POST", bot + "/updates", update, Map.of())
                .ok()
                .path("updateId")
                .asLong();
    }

    /// Telegram hands the bot an update again that had reached it before.
    public void isDeliveredAgain(long update) {
        ObjectNode again = updates.get(update);
        if (again == null) {
            throw new IllegalArgumentException("no such update");
        }
        sends(again);
    }

    /// What the bot wrote to this customer, oldest first.
    public List<JsonNode> received() {
        List<JsonNode> received = new ArrayList<>();
        JsonNode messages = http.ask("GET", bot + "/chats/" + chat + "/messages?after=0", null, Map.of())
                .ok();
        for (JsonNode message : messages) {
            if (message.path("from").asText().equals("bot")) {
                received.add(message);
            }
        }
        return received;
    }
}
