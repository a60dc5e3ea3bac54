package dev.onethread.ingest.mail;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.Forwarded;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.core.RawReader;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.DoorStates;
import dev.onethread.ingest.postgres.Doors;
import dev.onethread.ingest.postgres.ForwardedMails;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The configured mailboxes. Each is read by the one replica that holds its lease, on its own: one that fails does
/// not disturb the others.
@ApplicationScoped
class MailDoors implements RawReader, Forwarded {
    private static final long PATIENCE_SECONDS = 30;

    private static final Logger LOG = Logger.getLogger(MailDoors.class);

    private final MailSettings settings;
    private final Leases leases;
    private final Checkpoints checkpoints;
    private final Doors doors;
    private final DoorStates states;
    private final MailsTaken taken;
    private final ForwardedMails forwarded;
    private final Intake intake;
    private final Blobs blobs;
    private final List<Mailbox> mailboxes;
    private final List<Leases.Keeping> kept = new ArrayList<>();

    MailDoors(
            MailSettings settings,
            Leases leases,
            Checkpoints checkpoints,
            Doors doors,
            Intake intake,
            Quarantine quarantine,
            Blobs blobs,
            DoorStates states,
            ForwardedMails forwarded) {
        this.forwarded = forwarded;
        this.intake = intake;
        this.blobs = blobs;
        this.states = states;
        this.settings = settings;
        this.leases = leases;
        this.checkpoints = checkpoints;
        this.doors = doors;
        this.mailboxes = configured(settings.mailboxes());
        Set<String> ours =
                mailboxes.stream().map(mailbox -> mailbox.door().name()).collect(Collectors.toSet());
        OurMails mails = new OurMails(ours, settings.tokenKey().orElse(null));
        Map<Door, Set<String>> trusted = trusted(settings.mailboxes());
        MailEvents events = new MailEvents(blobs, mails, door -> trusted.getOrDefault(door, Set.of()), forwarded::keep);
        this.taken = new MailsTaken(intake, quarantine, blobs, events, settings.sizeLimit());
    }

    private static Map<Door, Set<String>> trusted(Map<String, MailSettings.Account> accounts) {
        Map<Door, Set<String>> trusted = new HashMap<>();
        accounts.forEach((name, account) -> {
            if (account.imapUrl().isPresent()) {
                trusted.put(
                        Mailbox.configured(name, account).door(),
                        account.trustedHosts().orElse(Set.of()).stream()
                                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()));
            }
        });
        return trusted;
    }

    void start(@Observes StartupEvent event) {
        for (Mailbox mailbox : mailboxes) {
            Thread.ofVirtual().start(() -> states.known(mailbox.door(), mailbox.title(), "connecting"));
            kept.add(leases.keep(Doors.lease(mailbox.door()), new Holder(mailbox)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        kept.forEach(Leases.Keeping::close);
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public List<FromCustomer> read(Door door, byte[] raw, Instant receivedAt) throws IOException {
        return taken.again(door, raw, receivedAt);
    }

    @Override
    public Optional<Writer> toItsWriter(UUID id, String by) throws Exception {
        ForwardedMails.Kept kept = forwarded.find(id).orElse(null);
        if (kept == null) {
            return Optional.empty();
        }
        byte[] raw;
        try (InputStream bytes = blobs.read(kept.raw())) {
            raw = bytes.readAllBytes();
        }
        FromCustomer.MessageReceived message = taken.inner(id, kept.door(), raw, blobs.write(raw), kept.receivedAt())
                .orElse(null);
        if (message == null) {
            return Optional.empty();
        }
        intake.take(message).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        forwarded.made(id, by);
        LOG.infof("A forwarded mail was made its writer's own: message=%s agent=%s", message.id(), by);
        return Optional.of(new Writer(message.address().value()));
    }

    private static List<Mailbox> configured(Map<String, MailSettings.Account> accounts) {
        List<Mailbox> mailboxes = new ArrayList<>();
        accounts.forEach((name, account) -> {
            if (account.imapUrl().isPresent()) {
                Mailbox mailbox = Mailbox.configured(name, account);
                if (mailboxes.stream().anyMatch(other -> other.door().equals(mailbox.door()))) {
                    throw new IllegalArgumentException(
                            "onethread.mail.mailboxes.\"" + name + "\" has the address of another mailbox");
                }
                mailboxes.add(mailbox);
            }
        });
        return List.copyOf(mailboxes);
    }

    /// Reads while the lease is ours.
    private final class Holder implements Leases.Holder {
        private final Mailbox mailbox;
        private @Nullable MailboxReader reader;

        Holder(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public void acquired(Lease lease) {
            LOG.infof(
                    "This replica reads the mailbox: door=%s epoch=%d",
                    mailbox.door().name(), lease.epoch());
            MailboxReader begun = new MailboxReader(mailbox, lease, settings, taken, checkpoints, states);
            reader = begun;
            begun.start();
            doors.announce(mailbox.door(), mailbox.title());
        }

        @Override
        public void lost() {
            LOG.infof(
                    "This replica stops reading the mailbox: door=%s",
                    mailbox.door().name());
            MailboxReader running = reader;
            if (running != null) {
                running.close();
            }
        }
    }
}
