package dev.onethread.ingest.telegram;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.telegram.telegrambots.meta.api.objects.Update;

/// An update as it came, carried through the library's session. Its own fields stay empty: what Telegram adds tomorrow
/// is in `json` today.
final class RawUpdate extends Update {
    private static final long serialVersionUID = 1L;

    /// What the session gets to see of something without an update id.
    private static final int NO_ID = Integer.MAX_VALUE;

    private final String json;

    RawUpdate(Answer.Piece piece) {
        Integer id = piece.id();
        setUpdateId(id == null ? NO_ID : id);
        this.json = piece.json();
    }

    /// A single update as a webhook brings it.
    static RawUpdate of(byte[] body) {
        return new RawUpdate(Answer.piece(new String(body, StandardCharsets.UTF_8)));
    }

    boolean hasId() {
        return getUpdateId() != NO_ID;
    }

    String json() {
        return json;
    }

    /// Tells it from others of the same bot.
    String identity() {
        return hasId()
                ? Integer.toString(getUpdateId())
                : UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawUpdate that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }
}
