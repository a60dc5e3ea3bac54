package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a bot's side of the stand-in remembers, and the journal that lets a restart go on from it.
final class BotMemory implements AutoCloseable {
    private static final long FIRST_UPDATE = 100_000_000;

    private final StoredFiles files;
    private final Journal journal;
    private final Updates updates = new Updates(FIRST_UPDATE);
    private final Map<Long, Chat> chats = new LinkedHashMap<>();
    private long nextMessage = 1;
    private long version;

    BotMemory(Path dir, long bot) {
        this.files = new StoredFiles(dir.resolve("files-" + bot));
        Path file = dir.resolve("bot-" + bot + ".jsonl");
        Journal.read(file).forEach(this::replay);
        this.journal = Journal.begin(file, state());
    }

    Updates updates() {
        return updates;
    }

    Map<Long, Chat> chats() {
        return chats;
    }

    StoredFiles files() {
        return files;
    }

    long nextMessage() {
        return nextMessage++;
    }

    long nextVersion() {
        return ++version;
    }

    @Override
    public void close() {
        journal.close();
    }

    /// Remembers a change made to what the other methods hand out.
    void note(String kind, JsonObject what) {
        journal.write(new JsonObject().put("kind", kind).put("what", what));
    }

    private void replay(JsonObject line) {
        JsonObject what = line.getJsonObject("what");
        switch (line.getString("kind")) {
            case "counters" -> {
                updates.continueAt(what.getLong("update"));
                nextMessage = what.getLong("message");
                version = what.getLong("version");
            }
            case "chat" -> {
                Chat chat = Chat.of(what);
                @Nullable Chat before = chats.put(chat.id, chat);
                if (before != null) {
                    before.entries().forEach(chat::put);
                }
            }
            case "entry" -> replayEntry(what);
            case "file" -> files.known(StoredFile.of(what));
            case "update" -> updates.add(updates.numbered(what));
            case "confirmed" -> {
                updates.take(Integer.MAX_VALUE);
                updates.confirm(what.getLong("offset"));
            }
            case "allowed" -> updates.allow(Set.copyOf(Customers.strings(what.getJsonArray("kinds"))));
            default -> throw new IllegalStateException("unknown line in the journal: " + line.getString("kind"));
        }
    }

    private void replayEntry(JsonObject what) {
        JsonObject entry = what.getJsonObject("entry");
        @Nullable Chat chat = chats.get(what.getLong("chat"));
        if (chat != null) {
            chat.put(entry);
        }
        nextMessage = Math.max(nextMessage, entry.getLong("messageId") + 1);
        version = Math.max(version, entry.getLong("version"));
    }

    private List<JsonObject> state() {
        List<JsonObject> lines = new ArrayList<>();
        lines.add(line(
                "counters",
                new JsonObject()
                        .put("update", updates.next())
                        .put("message", nextMessage)
                        .put("version", version)));
        lines.add(line("allowed", new JsonObject().put("kinds", new JsonArray(List.copyOf(updates.allowed())))));
        files.all().forEach(file -> lines.add(line("file", file.json())));
        for (Chat chat : chats.values()) {
            lines.add(line("chat", chat.json()));
            chat.entries()
                    .forEach(entry -> lines.add(
                            line("entry", new JsonObject().put("chat", chat.id).put("entry", entry))));
        }
        updates.pending().forEach(update -> lines.add(line("update", update)));
        return lines;
    }

    private static JsonObject line(String kind, JsonObject what) {
        return new JsonObject().put("kind", kind).put("what", what);
    }
}
