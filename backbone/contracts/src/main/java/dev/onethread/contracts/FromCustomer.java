package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a channel's door took in: topic `messages.received`, key address. `id` makes it unique whatever is
/// delivered twice; `sentAt` is the channel's clock and untrusted, `receivedAt` ours.
public sealed interface FromCustomer extends Event {
    MessageId id();

    Door door();

    Address address();

    Instant receivedAt();

    /// A customer said something. `replyTo` is the channel's own id of what it answers; `channelMessage` the
    /// channel's own id of this message, by which edits and reactions name it. `raw` are the bytes as they
    /// came. `visit` is what the web chat knows of who wrote, null elsewhere.
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
            @Nullable BlobRef raw,
            @Nullable Circumstances circumstances,
            @Nullable Visit visit)
            implements FromCustomer {
        public MessageReceived {
            checked(id, door, address, receivedAt);
            Require.present(sentAt, "sentAt");
            Require.present(author, "author");
            Require.present(body, "body");
            Require.text(channelMessage, "channelMessage");
        }

        /// Without a visit.
        public MessageReceived(
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
                @Nullable BlobRef raw,
                @Nullable Circumstances circumstances) {
            this(
                    id,
                    door,
                    address,
                    receivedAt,
                    sentAt,
                    author,
                    body,
                    channelMessage,
                    replyTo,
                    mail,
                    raw,
                    circumstances,
                    null);
        }

        /// Without circumstances.
        public MessageReceived(
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
                @Nullable BlobRef raw) {
            this(id, door, address, receivedAt, sentAt, author, body, channelMessage, replyTo, mail, raw, null);
        }
    }

    /// A customer changed what they had said. `author` and `circumstances` are those of the message, for
    /// whoever has never seen it.
    record MessageEdited(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            String channelMessage,
            Instant editedAt,
            Body body,
            @Nullable Author author,
            @Nullable Circumstances circumstances)
            implements FromCustomer {
        public MessageEdited {
            checked(id, door, address, receivedAt);
            Require.text(channelMessage, "channelMessage");
            Require.present(editedAt, "editedAt");
            Require.present(body, "body");
        }

        public MessageEdited(
                MessageId id,
                Door door,
                Address address,
                Instant receivedAt,
                String channelMessage,
                Instant editedAt,
                Body body) {
            this(id, door, address, receivedAt, channelMessage, editedAt, body, null, null);
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
    /// `author` is the member of a group whose reactions these are.
    record MessageReacted(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            String channelMessage,
            List<String> reactions,
            @Nullable Author author)
            implements FromCustomer {
        public MessageReacted {
            checked(id, door, address, receivedAt);
            Require.text(channelMessage, "channelMessage");
            reactions = Require.list(reactions, "reactions");
        }

        public MessageReacted(
                MessageId id,
                Door door,
                Address address,
                Instant receivedAt,
                String channelMessage,
                List<String> reactions) {
            this(id, door, address, receivedAt, channelMessage, reactions, null);
        }
    }

    /// A customer pressed a button under one of our messages. `label` is what stood on it.
    record ButtonPressed(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            Author author,
            @Nullable String channelMessage,
            String data,
            @Nullable String label)
            implements FromCustomer {
        public ButtonPressed {
            checked(id, door, address, receivedAt);
            Require.present(author, "author");
            Require.present(data, "data");
        }

        public ButtonPressed(
                MessageId id,
                Door door,
                Address address,
                Instant receivedAt,
                Author author,
                @Nullable String channelMessage,
                String data) {
            this(id, door, address, receivedAt, author, channelMessage, data, null);
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

    /// The address goes on under another name, which the channel vouches for: `from` is the one it had.
    /// Nothing else changes.
    record AddressMoved(MessageId id, Door door, Address address, Instant receivedAt, Address from)
            implements FromCustomer {
        public AddressMoved {
            checked(id, door, address, receivedAt);
            Require.present(from, "from");
        }
    }

    /// Somebody whom we trust vouches for who is behind the address: the channel, a page that signs in its
    /// visitors, or a link of ours that was used. It is no message.
    record IdentityProved(
            MessageId id, Door door, Address address, Instant receivedAt, Author author, List<Proof> proofs)
            implements FromCustomer {
        public IdentityProved {
            checked(id, door, address, receivedAt);
            Require.present(author, "author");
            proofs = Require.list(proofs, "proofs");
        }
    }

    /// Somebody wants to go on elsewhere: the one-time `link` is to be sent to `to` through the door there.
    record ContinuationAsked(
            MessageId id, Door door, Address address, Instant receivedAt, Address to, Door through, String link)
            implements FromCustomer {
        public ContinuationAsked {
            checked(id, door, address, receivedAt);
            Require.present(to, "to");
            Require.present(through, "through");
            Require.text(link, "link");
        }
    }

    /// A mail of ours came back (RFC 3464). `address` is the failed recipient, `originalMessageId` the
    /// mail's,
    /// `status` the enhanced code (RFC 3463).
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

    /// Something the channel sent that is no message and that we keep without acting on it. `words` is what a
    /// person would want to know of it, such as the new title of a group; `about` the channel's own id of a message
    /// of ours.
    record UpdateKept(
            MessageId id,
            Door door,
            Address address,
            Instant receivedAt,
            String kind,
            @Nullable BlobRef raw,
            @Nullable String words,
            @Nullable String about)
            implements FromCustomer {
        public UpdateKept {
            checked(id, door, address, receivedAt);
            Require.text(kind, "kind");
        }

        public UpdateKept(
                MessageId id, Door door, Address address, Instant receivedAt, String kind, @Nullable BlobRef raw) {
            this(id, door, address, receivedAt, kind, raw, null, null);
        }

        public UpdateKept(
                MessageId id,
                Door door,
                Address address,
                Instant receivedAt,
                String kind,
                @Nullable BlobRef raw,
                @Nullable String words) {
            this(id, door, address, receivedAt, kind, raw, words, null);
        }

        /// Whether a machine sent it: then whom it names is nobody's word, and makes nobody a customer.
        public boolean ofMachine() {
            return address.channel() == Channel.MAIL;
        }
    }

    private static void checked(MessageId id, Door door, Address address, Instant receivedAt) {
        Require.present(id, "id");
        Require.present(door, "door");
        Require.present(address, "address");
        Require.present(receivedAt, "receivedAt");
    }
}
