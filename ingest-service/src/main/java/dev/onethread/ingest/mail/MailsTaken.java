package dev.onethread.ingest.mail;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.core.Untakable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/// Takes mails in, each of them to Kafka or into quarantine; returns only when that is so.
final class MailsTaken {
    private static final Logger LOG = Logger.getLogger(MailsTaken.class);

    /// Bytes kept of a mail over the limit.
    private static final int KEPT_OF_MORE = 262_144;

    private final Intake intake;
    private final Quarantine quarantine;
    private final Blobs blobs;
    private final MailEvents events;
    private final int sizeLimit;

    MailsTaken(Intake intake, Quarantine quarantine, Blobs blobs, MailEvents events, int sizeLimit) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.blobs = blobs;
        this.events = events;
        this.sizeLimit = sizeLimit;
    }

    /// A mail on its way: what it means, and how to keep it should Kafka never take it.
    record Understood(String identity, byte[] head, List<FromCustomer> events) {}

    /// Reads one mail. Its raw bytes are on stable storage before they are looked at. One that cannot be understood is
    /// in quarantine when this returns, and its events are none. `identity` tells it from others of its door.
    /// @throws IOException where bytes could not be read or stored: offer the mail again
    Understood understood(Door door, String identity, InputStream bytes) throws IOException {
        byte[] whole = bytes.readNBytes(sizeLimit);
        boolean more = whole.length == sizeLimit;
        // Of a mail over the limit its header and first words are kept; the rest stays where it lies.
        byte[] head = more ? Arrays.copyOf(whole, Math.min(sizeLimit, KEPT_OF_MORE)) : whole;
        BlobRef raw = blobs.write(head);
        try {
            List<FromCustomer> read = read(door, head, raw, more, Instant.now());
            if (read.stream().noneMatch(FromCustomer.MessageReceived.class::isInstance)) {
                // Whom a machine names may be nobody we know, and then no transcript shows it.
                boolean back = read.stream().anyMatch(FromCustomer.DeliveryBounced.class::isInstance);
                quarantine.keep(
                        door,
                        identity,
                        head,
                        (back ? "a mail that came back" : "written by a machine")
                                + "; shown to agents where its address is a customer's");
                // The quarantine has bytes of its own, and no event names these.
                blobs.delete(raw.name());
            }
            return new Understood(identity, head, read);
        } catch (MailEvents.Refusal refusal) {
            quarantine.keep(door, identity, head, refusal.reason());
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.errorf(fault, "A mail could not be read: door=%s mail=%s", door.name(), identity);
            quarantine.keep(
                    door,
                    identity,
                    head,
                    "could not be read: " + fault.getClass().getSimpleName());
        }
        blobs.delete(raw.name());
        return new Understood(identity, head, List.of());
    }

    /// Reads a mail again that was in quarantine.
    List<FromCustomer> again(Door door, byte[] raw, Instant receivedAt) throws IOException {
        try {
            return read(door, raw, blobs.write(raw), raw.length >= sizeLimit, receivedAt);
        } catch (MailEvents.Refusal refusal) {
            throw new IllegalArgumentException(refusal.reason(), refusal);
        }
    }

    /// The inner mail of a forwarded one, if it has one.
    Optional<FromCustomer.MessageReceived> inner(UUID id, Door door, byte[] raw, BlobRef ref, Instant receivedAt)
            throws IOException {
        return Optional.ofNullable(events.inner(id, door, MailReader.read(raw), ref, receivedAt));
    }

    /// Returns when Kafka has accepted all of them, or quarantine those that it never will.
    void handOver(Door door, List<Understood> mails) throws InterruptedException, ExecutionException {
        List<FromCustomer> all = new ArrayList<>();
        mails.forEach(mail -> all.addAll(mail.events()));
        try {
            intake.takeAll(all).toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Untakable)) {
                throw e;
            }
            oneByOne(door, mails);
        }
    }

    private void oneByOne(Door door, List<Understood> mails) throws InterruptedException, ExecutionException {
        for (Understood mail : mails) {
            try {
                intake.takeAll(mail.events()).toCompletableFuture().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof Untakable)) {
                    throw e;
                }
                quarantine.keep(
                        door,
                        mail.identity(),
                        mail.head(),
                        String.valueOf(e.getCause().getMessage()));
            }
        }
    }

    private List<FromCustomer> read(Door door, byte[] head, BlobRef raw, boolean more, Instant receivedAt)
            throws IOException, MailEvents.Refusal {
        ParsedMail mail = MailReader.read(head);
        ParsedMail marked =
                more ? mail.beginning("larger than " + sizeLimit + " bytes; the whole is in the mailbox") : mail;
        return events.of(door, marked, raw, receivedAt);
    }
}
