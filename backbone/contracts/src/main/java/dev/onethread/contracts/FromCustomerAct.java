package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a customer did other than write. `kind` says which of the fields are meant: an edit has `body`, reactions
/// have `reactions`, a button has `data`, a block has `data` as its reason; a bounce has `data` as the diagnostic and
/// `originalMessageId`. What is only kept has `data` as its kind, and `originalMessageId` where it is about a message
/// of ours. `author` is the member of a group who did it. `words` are what stood on a button, or what a person would
/// want to know of an update that is only kept.
public record FromCustomerAct(
        Kind kind,
        MessageId id,
        Door door,
        Address address,
        @Nullable String channelMessage,
        @Nullable Body body,
        List<String> reactions,
        @Nullable String data,
        @Nullable String originalMessageId,
        @Nullable Author author,
        @Nullable String words) {
    public FromCustomerAct {
        Require.present(kind, "kind");
        Require.present(id, "id");
        Require.present(door, "door");
        Require.present(address, "address");
        reactions = Require.list(reactions, "reactions");
    }

    /// Without an author or words.
    public FromCustomerAct(
            Kind kind,
            MessageId id,
            Door door,
            Address address,
            @Nullable String channelMessage,
            @Nullable Body body,
            List<String> reactions,
            @Nullable String data,
            @Nullable String originalMessageId) {
        this(kind, id, door, address, channelMessage, body, reactions, data, originalMessageId, null, null);
    }

    /// What was done.
    public enum Kind {
        EDITED,
        DELETED,
        REACTED,
        PRESSED,
        BLOCKED,
        UNBLOCKED,
        BOUNCED,
        KEPT
    }
}
