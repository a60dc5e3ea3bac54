package dev.onethread.ticket.postgres;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.delivery.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes of messages that their entries do not name.
public final class MessageBlobs {
    private static final String KEEP = """
            INSERT INTO message_blob (message_id, blob) SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT DO NOTHING
            """;

    private MessageBlobs() {}

    public static void keep(Tx tx, Collection<MessageReceived> messages) {
        List<String> ids = new ArrayList<>();
        List<String> blobs = new ArrayList<>();
        for (MessageReceived message : messages) {
            keep(ids, blobs, message, message.raw());
            keep(ids, blobs, message, message.body().whole());
        }
        if (!ids.isEmpty()) {
            tx.write(KEEP, ids.toArray(String[]::new), blobs.toArray(String[]::new));
        }
    }

    private static void keep(List<String> ids, List<String> blobs, MessageReceived message, @Nullable BlobRef blob) {
        if (blob != null) {
            ids.add(Json.cleaned(message.id().value()));
            blobs.add(blob.name());
        }
    }
}
