package dev.onethread.routing.identity;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.contracts.PrivacyRequest.ErasureRequested;
import dev.onethread.contracts.PrivacyRequest.ExportRequested;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.Unavailable;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.routing.postgres.Contended;
import dev.onethread.routing.postgres.PrivacyTable;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Profiles.Root;
import dev.onethread.routing.postgres.Strands;
import dev.onethread.routing.postgres.Strands.Strand;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Asks every service to erase a customer, or to write down all that is held of them. What routing holds is erased at
/// once, with the word to the others, so that nobody is found by these addresses from then on.
@ApplicationScoped
public class Erasing {
    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = 50_000_000L;

    private final Contended contended;
    private final Profiles profiles;
    private final Merging merging;
    private final Strands strands;
    private final PrivacyTable requests;
    private final Privacy privacy;

    Erasing(
            Contended contended,
            Profiles profiles,
            Merging merging,
            Strands strands,
            PrivacyTable requests,
            Privacy privacy) {
        this.contended = contended;
        this.profiles = profiles;
        this.merging = merging;
        this.strands = strands;
        this.requests = requests;
        this.privacy = privacy;
    }

    /// All strands of whoever is shown for the customer. Under an id that was used before nothing more is done.
    /// @throws Describing.Unknown where there is no such customer
    /// @throws Unavailable where what was said of them cannot leave for Kafka, or others always change them
    public void erase(RequestId id, CustomerId customer, String by) {
        patiently(tx -> {
            privacy.alone(tx);
            ErasureRequested request = (ErasureRequested) asked(tx, id, customer, by, true);
            if (request == null) {
                return id;
            }
            privacy.erase(tx, request);
            requests.emptied(tx, request.conversations(), id);
            for (ConversationId conversation : request.conversations()) {
                tx.publish(
                        Topic.DESK_COMMANDS,
                        strands.pool(tx, conversation).value(),
                        new DeskCommand.Forget(forget(id, conversation), request.at(), conversation, id));
            }
            tx.publish(Topic.PRIVACY_REQUESTS, request.customer().toString(), request);
            return id;
        });
    }

    public void export(RequestId id, CustomerId customer, String by) {
        patiently(tx -> {
            PrivacyRequest request = asked(tx, id, customer, by, false);
            if (request != null) {
                tx.publish(Topic.PRIVACY_REQUESTS, request.customer().toString(), request);
            }
            return id;
        });
    }

    private @org.jspecify.annotations.Nullable PrivacyRequest asked(
            Tx tx, RequestId id, CustomerId customer, String by, boolean erasing) {
        if (requests.find(tx, id).isPresent()) {
            return null;
        }
        Root root = profiles.root(tx, customer).orElseThrow(Describing.Unknown::new);
        Map<ConversationId, Strand> tree =
                merging.lockTrees(tx, List.of(root.conversation())).getFirst();
        List<ConversationId> conversations = List.copyOf(tree.keySet());
        List<CustomerId> customers =
                tree.values().stream().map(Strand::customer).toList();
        List<Address> addresses = requests.addresses(tx, customers, conversations);
        Instant now = strands.now(tx);
        requests.make(
                tx, id, erasing ? "erasure" : "export", root.customer(), conversations.size(), addresses, by, now);
        return erasing
                ? new ErasureRequested(id, root.customer(), now, customers, conversations, addresses)
                : new ExportRequested(id, root.customer(), now, customers, conversations, addresses);
    }

    /// What was said of a customer needs some milliseconds to leave; what locks the same rows, too.
    private void patiently(java.util.function.Function<Tx, RequestId> work) {
        for (int tried = 1; ; tried++) {
            try {
                if (contended.inTransaction(work).isPresent()) {
                    return;
                }
            } catch (Unavailable e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
            if (tried == TRIES) {
                throw new Unavailable("others always change this customer");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static CommandId forget(RequestId request, ConversationId conversation) {
        String name = "forget/" + request + "/" + conversation;
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
