package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a channel's door took in: topic `messages.received`, key address. `id` makes it unique whatever is delivered
/// twice; `sentAt` is the channel's clock and untrusted, `receivedAt` ours.
public sealed interface FromCustomer extends Event {
    MessageId id();

    Door door();

    Address address();

    Instant receivedAt();

    /// A customer said something. `replyTo` is the channel's own id of what it answers; `channelMessage` the channel's
    /// own id of this message, by which edits and reactions name it. `raw` are the bytes as they came.
    record MessageReceived(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            Instant sentAt,
            Author author,
            Body body,
            String channelMessage,
            @Nullable String replyTo,
            @Nullable MailThread mail,
            @Nullable BlobRef raw)
            implements FromCustomer {
        public MessageReceived {
            checked(id, door, address, receivedAt);
            Require.present(sentAt, "sentAt");
            Require.present(author, "author");
            Require.present(body, "body");
            Require.text(channelMessage, "channelMessage");
        }
    }

    /// A customer changed what they had said.
    record MessageEdited(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            String channelMessage,
            Instant editedAt,
            Body body)
            implements FromCustomer {
        public MessageEdited {
            checked(id, door, address, receivedAt);
            Require.text(channelMessage, "channelMessage");
            Require.present(editedAt, "editedAt");
            Require.present(body, "body");
        }
    }

    /// A customer took back what they had said.
    record MessageDeleted(MessageId id, Door door, Address address, Instant receivedAt, String channelMessage)
            implements FromCustomer {
        public MessageDeleted {
            checked(id, door, address, receivedAt);
            Require.text(channelMessage, "channelMessage");
        }
    }

    /// A customer's reactions to one message as they stand now, none of them left out; empty when withdrawn.
    record MessageReacted(
            MessageId id, Door door, Address address, Instant receivedAt, String channelMessage, List<String> reactions)
            implements FromCustomer {
        public MessageReacted {
            checked(id, door, address, receivedAt);
            Require.text(channelMessage, "channelMessage");
            reactions = Require.list(reactions, "reactions");
        }
    }

    /// A customer pressed a button under one of our messages.
    record ButtonPressed(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            Author author,
            @Nullable String channelMessage,
            String data)
            implements FromCustomer {
        public ButtonPressed {
            checked(id, door, address, receivedAt);
            Require.present(author, "author");
            Require.present(data, "data");
        }
    }

    /// The address will not take messages from us any more.
    record AddressBlocked(MessageId id, Door door, Address address, Instant receivedAt, String reason)
            implements FromCustomer {
        public AddressBlocked {
            checked(id, door, address, receivedAt);
            Require.text(reason, "reason");
        }
    }

    /// The address takes messages from us again.
    record AddressUnblocked(MessageId id, Door door, Address address, Instant receivedAt) implements FromCustomer {
        public AddressUnblocked {
            checked(id, door, address, receivedAt);
        }
    }

    /// A mail of ours came back (RFC 3464). `address` is the failed recipient, `originalMessageId` the mail's, `status`
    /// the enhanced code (RFC 3463).
    record DeliveryBounced(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            @Nullable String originalMessageId,
            @Nullable String status,
            boolean permanent,
            @Nullable String diagnostic,
            @Nullable BlobRef raw)
            implements FromCustomer {
        public DeliveryBounced {
            checked(id, door, address, receivedAt);
        }
    }

    /// Something the channel sent that is no message and that we keep without acting on it.
    record UpdateKept(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            String kind,
            @Nullable BlobRef raw) implements FromCustomer {
        public UpdateKept {
            checked(id, door, address, receivedAt);
            Require.text(kind, "kind");
        }
    }

    private static void checked(MessageId id, Door door, Address address, Instant receivedAt) {
        Require.present(id, "id");
        Require.present(door, "door");
        Require.present(address, "address");
        Require.present(receivedAt, "receivedAt");
    }
}
