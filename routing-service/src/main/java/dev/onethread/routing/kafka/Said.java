package dev.onethread.routing.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.Proof;
import dev.onethread.contracts.Visit;
import dev.onethread.delivery.Received;
import dev.onethread.routing.core.Called;
import dev.onethread.routing.identity.Likeness;
import dev.onethread.routing.postgres.Proofs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a batch says of who its customers are.
final class Said {
    private static final int SHORTEST_PHONE = 7;

    private Said() {}

    /// Who did it, as the channel calls them.
    static Author author(FromCustomer event) {
        return switch (event) {
            case MessageReceived message -> Called.by(message.address(), message.author(), message.circumstances());
            case FromCustomer.ButtonPressed pressed -> Called.by(pressed.address(), pressed.author(), null);
            case FromCustomer.MessageEdited edited ->
                Called.by(edited.address(), edited.author(), edited.circumstances());
            case FromCustomer.MessageDeleted deleted -> Author.UNKNOWN;
            case FromCustomer.MessageReacted reacted -> Called.by(reacted.address(), reacted.author(), null);
            case FromCustomer.IdentityProved proved -> Called.by(proved.address(), proved.author(), null);
            case FromCustomer.ContinuationAsked asked -> Author.UNKNOWN;
            case FromCustomer.AddressMoved address -> Author.UNKNOWN;
            case FromCustomer.AddressBlocked blocked -> Author.UNKNOWN;
            case FromCustomer.AddressUnblocked unblocked -> Author.UNKNOWN;
            case FromCustomer.DeliveryBounced bounced -> Author.UNKNOWN;
            case FromCustomer.UpdateKept kept -> Author.UNKNOWN;
        };
    }

    /// What is proved of the batch's addresses: what events say, and what new addresses say by themselves.
    static List<Proofs.Proved> proved(Collection<Address> registered, List<Received<FromCustomer>> batch) {
        List<Proofs.Proved> proved = new ArrayList<>();
        for (Address address : registered) {
            Proof account = Likeness.account(address);
            if (account != null) {
                proved.add(new Proofs.Proved(address, account));
            }
        }
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof FromCustomer.IdentityProved event) {
                event.proofs().forEach(proof -> proved.add(new Proofs.Proved(event.address(), proof)));
            }
            if (received.event() instanceof MessageReceived message && message.visit() != null) {
                signed(message.visit()).forEach(proof -> proved.add(new Proofs.Proved(message.address(), proof)));
            }
            if (received.event() instanceof MessageReceived message && isFromItsSender(message)) {
                proved.add(new Proofs.Proved(
                        message.address(),
                        new Proof(Proof.Kind.MAIL, message.address().value())));
            }
        }
        return proved;
    }

    /// A mail is evidence of its own address only, and only where a host we trust has checked its sender.
    private static boolean isFromItsSender(MessageReceived message) {
        Letterhead letterhead =
                message.circumstances() == null ? null : message.circumstances().letterhead();
        return message.address().channel() == Channel.MAIL
                && letterhead != null
                && letterhead.sender() == Letterhead.Sender.PROVED;
    }

    /// All that somebody wrote and typed, where a mail address or a phone number of theirs may stand.
    static String words(MessageReceived message) {
        Visit visit = message.visit();
        Visit.Typed typed = visit == null ? null : visit.typed();
        if (typed == null) {
            return message.body().text();
        }
        return String.join(
                " ",
                typed.mail() == null ? "" : typed.mail(),
                typed.phone() == null ? "" : typed.phone(),
                message.body().text());
    }

    /// What the page's server vouches for of its visitor, and nothing that the visitor typed.
    private static List<Proof> signed(Visit visit) {
        Visit.Signed signed = visit.signed();
        List<Proof> proofs = new ArrayList<>();
        if (signed != null) {
            proofs.add(new Proof(Proof.Kind.SIGNED_IN, signed.realm() + " " + signed.externalId()));
            if (signed.mailVerified() && signed.mail() != null) {
                proofs.add(
                        new Proof(Proof.Kind.MAIL, Address.mail(signed.mail()).value()));
            }
            String phone = signed.phone() == null ? "" : signed.phone().replaceAll("[^0-9]", "");
            if (signed.phoneVerified() && phone.length() >= SHORTEST_PHONE) {
                proofs.add(new Proof(Proof.Kind.PHONE, "+" + phone));
            }
        }
        return proofs;
    }
}
