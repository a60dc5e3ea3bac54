package dev.onethread.ingest.telegram;

import dev.onethread.contracts.FromCustomer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one update turned out to be.
public sealed interface Reading {
    /// Events, in order; nearly always one.
    record Understood(List<Piece> pieces) implements Reading {
        Understood(Piece piece) {
            this(List.of(piece));
        }

        FromCustomer event() {
            return pieces.getFirst().event();
        }

        List<Wanted> files() {
            return pieces.getFirst().files();
        }

        boolean keepRaw() {
            return pieces.getFirst().keepRaw();
        }
    }

    /// It is somebody's broadcast, which nobody here is to answer: it is counted under `what` and left out.
    record Ignored(String what) implements Reading {}

    /// It belongs to no address, or is broken.
    record Refused(String reason) implements Reading {}

    /// An event, still without the bytes of its files: `files` says which attachment each of them belongs to.
    /// `keepRaw` says that the update holds more than the event can carry, `unknown` that this program has no
    /// word for what it is. `press` is the query that Telegram wants answered once a button was pressed.
    record Piece(
            FromCustomer event,
            List<Wanted> files,
            boolean keepRaw,
            boolean unknown,
            @Nullable String press) {
        static Piece of(FromCustomer event) {
            return new Piece(event, List.of(), false, false, null);
        }
    }

    /// A file on Telegram's side: the attachment it fills, and its size as declared, -1 for unknown.
    record Wanted(int attachment, String fileId, long size) {}
}
