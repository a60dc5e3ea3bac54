package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What waits for a bot. <https://core.telegram.org/bots/api#getupdates>
///
/// An update stays until a call with a higher offset confirms it. One put in with an id below that offset (a repeat,
/// for
/// tests) is handed out once all the same.
final class Updates {
    private static final Set<String> NOT_BY_DEFAULT =
            Set.of("chat_member", "message_reaction", "message_reaction_count");

    private final List<Waiting> waiting = new ArrayList<>();
    private Set<String> allowed = Set.of();
    private long next;
    private long highest;

    Updates(long first) {
        this.next = first;
    }

    long next() {
        return next;
    }

    void continueAt(long id) {
        next = Math.max(next, id);
    }

    /// Gives the update the next id, unless it has one.
    JsonObject numbered(JsonObject update) {
        JsonObject numbered = update.containsKey("update_id")
                ? update
                : new JsonObject().put("update_id", next).mergeIn(update);
        continueAt(numbered.getLong("update_id") + 1);
        return numbered;
    }

    boolean wanted(JsonObject update) {
        return update.fieldNames().stream()
                .filter(name -> !name.equals("update_id"))
                .anyMatch(kind -> allowed.isEmpty() ? !NOT_BY_DEFAULT.contains(kind) : allowed.contains(kind));
    }

    void add(JsonObject update) {
        long id = update.getLong("update_id");
        waiting.add(new Waiting(update, id <= highest));
        highest = Math.max(highest, id);
        waiting.sort(Comparator.comparingLong(Waiting::id));
    }

    Set<String> allowed() {
        return allowed;
    }

    void allow(Set<String> kinds) {
        allowed = Set.copyOf(kinds);
    }

    /// Removes what has been handed out below `offset`, and says whether that was anything. A negative offset keeps
    /// that
    /// many of the last.
    boolean confirm(long offset) {
        if (offset >= 0) {
            return waiting.removeIf(update -> update.id() < offset && (update.handedOut || !update.repeated));
        }
        int forgotten = Math.max(0, waiting.size() + (int) offset);
        waiting.subList(0, forgotten).clear();
        return forgotten > 0;
    }

    JsonArray take(int limit) {
        JsonArray taken = new JsonArray();
        for (Waiting update : waiting.subList(0, Math.min(limit, waiting.size()))) {
            update.handedOut = true;
            taken.add(update.json);
        }
        return taken;
    }

    List<JsonObject> pending() {
        return waiting.stream().map(update -> update.json).toList();
    }

    private static final class Waiting {
        private final JsonObject json;
        private final boolean repeated;
        private boolean handedOut;

        private Waiting(JsonObject json, boolean repeated) {
            this.json = json;
            this.repeated = repeated;
        }

        private long id() {
            return json.getLong("update_id");
        }
    }
}
