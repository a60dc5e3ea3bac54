package dev.onethread.routing.kafka;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.AddressBlocked;
import dev.onethread.contracts.FromCustomer.AddressMoved;
import dev.onethread.contracts.FromCustomer.AddressUnblocked;
import dev.onethread.contracts.FromCustomer.ButtonPressed;
import dev.onethread.contracts.FromCustomer.ContinuationAsked;
import dev.onethread.contracts.FromCustomer.DeliveryBounced;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.FromCustomer.MessageDeleted;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReacted;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.contracts.FromCustomerAct.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a customer did other than write, in the form the transcript takes it.
final class Acts {
    private Acts() {}

    /// Null for a message, and for what is said of who somebody is.
    static @Nullable FromCustomerAct of(FromCustomer event) {
        return switch (event) {
            case MessageReceived received -> null;
            case IdentityProved proved -> null;
            case ContinuationAsked asked -> null;
            case MessageEdited edited ->
                new FromCustomerAct(
                        Kind.EDITED,
                        edited.id(),
                        edited.door(),
                        edited.address(),
                        edited.channelMessage(),
                        edited.body(),
                        List.of(),
                        null,
                        null);
            case MessageDeleted deleted ->
                plain(Kind.DELETED, deleted, deleted.channelMessage(), List.of(), null, null);
            case MessageReacted reacted ->
                new FromCustomerAct(
                        Kind.REACTED,
                        reacted.id(),
                        reacted.door(),
                        reacted.address(),
                        reacted.channelMessage(),
                        null,
                        reacted.reactions(),
                        null,
                        null,
                        reacted.author(),
                        null);
            case ButtonPressed pressed ->
                new FromCustomerAct(
                        Kind.PRESSED,
                        pressed.id(),
                        pressed.door(),
                        pressed.address(),
                        pressed.channelMessage(),
                        null,
                        List.of(),
                        pressed.data(),
                        null,
                        pressed.author(),
                        pressed.label());
            case AddressMoved moved -> plain(Kind.KEPT, moved, null, List.of(), "moved", null);
            case AddressBlocked blocked -> plain(Kind.BLOCKED, blocked, null, List.of(), blocked.reason(), null);
            case AddressUnblocked unblocked -> plain(Kind.UNBLOCKED, unblocked, null, List.of(), null, null);
            case DeliveryBounced bounced ->
                plain(Kind.BOUNCED, bounced, null, List.of(), reason(bounced), bounced.originalMessageId());
            case UpdateKept kept ->
                new FromCustomerAct(
                        Kind.KEPT,
                        kept.id(),
                        kept.door(),
                        kept.address(),
                        null,
                        null,
                        List.of(),
                        kept.kind(),
                        kept.about(),
                        null,
                        kept.words());
        };
    }

    /// The most telling thing a bounce says.
    static String reason(DeliveryBounced bounced) {
        if (bounced.diagnostic() != null && !bounced.diagnostic().isBlank()) {
            return bounced.diagnostic();
        }
        return bounced.status() == null || bounced.status().isBlank() ? "bounced" : bounced.status();
    }

    private static FromCustomerAct plain(
            Kind kind,
            FromCustomer event,
            @Nullable String channelMessage,
            List<String> reactions,
            @Nullable String data,
            @Nullable String originalMessageId) {
        return new FromCustomerAct(
                kind,
                event.id(),
                event.door(),
                event.address(),
                channelMessage,
                null,
                reactions,
                data,
                originalMessageId);
    }
}
