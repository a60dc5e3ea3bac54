package dev.onethread.ticket.http;

import dev.onethread.delivery.problems.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ids and texts from requests.
final class Ids {
    private Ids() {}

    /// @throws Problem `id-invalid` for what is no UUID in its usual form
    static UUID uuid(@Nullable String text) {
        try {
            if (text != null && text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    /// The id the page made for a command.
    static UUID command(@Nullable UUID id) {
        if (id == null) {
            throw invalid();
        }
        return id;
    }

    /// @throws Problem `body-missing` for a request without its body
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new Problem(400, "body-missing", "Send a JSON body.");
        }
        return body;
    }

    private static Problem invalid() {
        return new Problem(400, "id-invalid", "An id is a UUID.");
    }
}
