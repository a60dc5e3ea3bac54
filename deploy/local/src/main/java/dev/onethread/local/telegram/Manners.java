package dev.onethread.local.telegram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a bot does beside its messages: it shows that somebody types, and says that it took a button.
final class Manners {
    private final Set<String> presses = new HashSet<>();
    private final List<String> actions = new ArrayList<>();

    synchronized void pressed(String query) {
        presses.add(query);
    }

    /// <https://core.telegram.org/bots/api#answercallbackquery>
    synchronized void answered(String query) throws Refusal {
        if (!presses.remove(query)) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
    }

    synchronized void acts(Chat chat, String action) {
        actions.add(chat.id + " " + action);
    }

    synchronized List<String> actions() {
        return List.copyOf(actions);
    }
}
