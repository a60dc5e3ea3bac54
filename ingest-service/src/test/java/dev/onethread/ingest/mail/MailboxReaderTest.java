package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.Checkpoints.Checkpoint;
import dev.onethread.ingest.postgres.Doors;
import dev.onethread.ingest.testing.TelegramSurroundings;
import dev.onethread.local.Ports;
import dev.onethread.local.mail.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One mailbox, its reader, and everything that can go wrong between them. Each test has a mailbox of its own.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
@QuarkusTestResource(MailSurroundings.class)
class MailboxReaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final MailSettings SETTINGS = TestSettings.quick();

    @Inject
    Intake intake;

    @Inject
    Quarantine quarantine;

    @Inject
    Blobs blobs;

    @Inject
    Checkpoints checkpoints;

    @Inject
    Leases leases;

    private final String address = "box-" + UUID.randomUUID() + "@shop.example";
    private final Door door = new Door(Channel.MAIL, address);
    private final MailCustomer anna = MailCustomer.somebody();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Lease> held = new ArrayList<>();
    private final Map<String, byte[]> mails = new HashMap<>();
    private Path letters;
    private int imapPort;
    private MailServer server;

    @BeforeEach
    void openTheMailbox() throws Exception {
        letters = Files.createTempDirectory("letters");
        imapPort = Ports.free();
        server = MailServer.start(letters, 0, imapPort, address);
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        server.close();
    }

    @Test
    void itGoesOnWhereItStoppedWithoutLossOrRepetition() throws Exception {
        MailboxReader first = reader(lease(), intake);
        deliver("before");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("before")));
        await().atMost(PATIENCE).until(() -> checkpoints.of(door) != null);
        first.close();
        for (int n = 0; n < 50; n++) {
            deliver("meanwhile " + n);
        }
        reader(lease(), intake);
        await().atMost(PATIENCE).until(() -> subjects().size() >= 51);
        assertThat(subjects()).hasSize(51).doesNotHaveDuplicates().startsWith("before", "meanwhile 0", "meanwhile 1");
    }

    @Test
    void aNewUidValidityBringsEverythingAgainUnderTheSameIds() throws Exception {
        deliver("first");
        deliver("second");
        MailboxReader before = reader(lease(), intake);
        await().atMost(PATIENCE).until(() -> checkpoint() >= 2);
        await().atMost(PATIENCE).until(() -> ids().size() == 2);
        before.close();
        List<String> ids = ids();
        long generation = checkpoints.of(door).generation();
        List<byte[]> mails = List.of(mail("first"), mail("second"));
        server.close();
        server = MailServer.start(Files.createTempDirectory("letters"), 0, imapPort, address);
        mails.forEach(mail -> server.deliver(mail, address));
        deliver("third");
        reader(lease(), intake);
        await().atMost(PATIENCE).until(() -> ids().size() >= ids.size() + 3);
        assertThat(ids()).startsWith(ids.get(0), ids.get(1), ids.get(0), ids.get(1));
        await().atMost(PATIENCE).until(() -> checkpoints.of(door).generation() != generation);
    }

    @Test
    void theCheckpointWaitsForKafka() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        reader(lease(), new Intake() {
            @Override
            public CompletionStage<Void> take(FromCustomer event) {
                return intake.take(event);
            }

            @Override
            public CompletionStage<Void> takeAll(List<? extends FromCustomer> events) {
                if (failures.getAndDecrement() > 0) {
                    assertThat(checkpoints.of(door)).isNull();
                    return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
                }
                return intake.takeAll(events);
            }
        });
        deliver("patience");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("patience")));
        await().atMost(PATIENCE).until(() -> checkpoint() == 1);
        assertThat(failures.get()).isNegative();
    }

    @Test
    void whoeverLostTheLeaseMovesNothing() throws Exception {
        Lease old = lease();
        MailboxReader paused = reader(old, intake);
        deliver("for the first");
        await().atMost(PATIENCE).until(() -> checkpoint() == 1);
        leases.release(old);
        Lease now = leases.tryAcquire(Doors.lease(door), LONG);
        assertThat(now.epoch()).isGreaterThan(old.epoch());
        deliver("for the second");
        await().atMost(PATIENCE).until(() -> !paused.reads());
        assertThat(checkpoint()).isEqualTo(1);
        reader(now, intake);
        await().atMost(PATIENCE).until(() -> checkpoint() == 2);
        assertThat(Set.copyOf(ids())).hasSize(2);
    }

    @Test
    void garbageIsQuarantinedAndTheNextFlows() throws Exception {
        reader(lease(), intake);
        server.deliver(new byte[] {0, 1, 2, (byte) 0xFF, 13, 10, 13, 10, 5}, address);
        deliver("after the garbage");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("after the garbage")));
        await().atMost(PATIENCE).until(() -> checkpoint() == 2);
    }

    @Test
    void aServerThatWasAwayIsFoundAgain() throws Exception {
        reader(lease(), intake);
        deliver("one");
        await().atMost(PATIENCE).until(() -> checkpoint() == 1);
        server.close();
        server = MailServer.start(letters, 0, imapPort, address);
        deliver("two");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("one", "two")));
    }

    @Test
    void aWrongPasswordIsTriedAgainAndDisturbsNobody() throws Exception {
        String refused = server.imapUrl(address).replace(":secret@", ":wrong@");
        MailboxReader shut = new MailboxReader(
                Mailbox.configured("box", account(refused)), lease(), SETTINGS, taken(intake), checkpoints);
        shut.start();
        opened.add(shut);
        MailCustomer boris = MailCustomer.somebody();
        boris.sends(boris.mail("meanwhile", "x"), MailSurroundings.HELP);
        try (TestTopics topics = new TestTopics()) {
            topics.await(Topic.MESSAGES_RECEIVED, seen -> seen.key().equals("mail:" + boris.address()));
        }
        assertThat(shut.reads()).isTrue();
        assertThat(checkpoints.of(door)).isNull();
    }

    /// The other end takes the connection and never says a word.
    @Test
    void aSilentServerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = server.imapUrl(address).replace(":" + imapPort + "/", ":" + silent.getLocalPort() + "/");
            MailboxReader reader = new MailboxReader(
                    Mailbox.configured("box", account(url)), lease(), SETTINGS, taken(intake), checkpoints);
            reader.start();
            opened.add(reader);
            silent.accept();
            silent.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(silent.accept().isConnected()).isTrue();
        }
    }

    private MailboxReader reader(Lease lease, Intake to) {
        MailboxReader reader = new MailboxReader(
                Mailbox.configured("box", account(server.imapUrl(address))), lease, SETTINGS, taken(to), checkpoints);
        reader.start();
        opened.add(reader);
        return reader;
    }

    private MailsTaken taken(Intake to) {
        return new MailsTaken(to, quarantine, blobs, new MailEvents(blobs, Set.of(address)), 10_000_000);
    }

    private Lease lease() {
        Lease lease = leases.tryAcquire(Doors.lease(door), LONG);
        if (lease == null) {
            held.forEach(leases::release);
            lease = leases.tryAcquire(Doors.lease(door), LONG);
        }
        held.add(lease);
        return lease;
    }

    private void deliver(String subject) {
        server.deliver(mail(subject), address);
    }

    private byte[] mail(String subject) {
        return mails.computeIfAbsent(subject, said -> anna.mail(said, "text of " + said));
    }

    private long checkpoint() {
        Checkpoint checkpoint = checkpoints.of(door);
        return checkpoint == null ? 0 : checkpoint.position();
    }

    private List<String> ids() {
        return received().stream().map(event -> event.id().value()).toList();
    }

    private List<String> subjects() {
        return received().stream()
                .map(event -> ((FromCustomer.MessageReceived) event).body().subject())
                .toList();
    }

    private List<FromCustomer> received() {
        try (TestTopics topics = new TestTopics()) {
            return topics.read(Topic.MESSAGES_RECEIVED, "mail:" + anna.address()).stream()
                    .map(seen -> (FromCustomer) seen.event())
                    .toList();
        }
    }

    private static MailSettings.Account account(String imapUrl) {
        return TestSettings.account(imapUrl);
    }
}
