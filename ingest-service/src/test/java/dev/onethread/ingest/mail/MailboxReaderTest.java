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
import dev.onethread.ingest.postgres.DoorStates;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    DoorStates states;

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
                Mailbox.configured("box", account(refused)), lease(), SETTINGS, taken(intake), checkpoints, states);
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
                    Mailbox.configured("box", account(url)), lease(), SETTINGS, taken(intake), checkpoints, states);
            reader.start();
            opened.add(reader);
            silent.accept();
            silent.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(silent.accept().isConnected()).isTrue();
        }
    }

    @Test
    void howADoorFaresIsThereToSee() throws Exception {
        states.known(door, "Box", "connecting");
        reader(lease(), intake);
        await().atMost(PATIENCE).until(() -> state().state().equals("open"));
        server.close();
        await().atMost(PATIENCE).until(() -> state().state().equals("failing"));
        assertThat(state().code()).isEqualTo("unreachable");
        server = MailServer.start(letters, 0, imapPort, address);
        await().atMost(PATIENCE).until(() -> state().state().equals("open"));
        assertThat(state().code()).as("the last failure stays to be seen").isEqualTo("unreachable");
        assertThat(state().lag()).isZero();
    }

    @Test
    void aRefusedSignInAndAMissingFolderAreToldApartAndTellNoSecret() throws Exception {
        states.known(door, "Box", "connecting");
        MailboxReader shut = reader(server.imapUrl(address).replace(":secret@", ":wrong-one@"), lease());
        await().atMost(PATIENCE).until(() -> "sign-in-refused".equals(state().code()));
        assertThat(String.valueOf(state().detail())).doesNotContain("wrong-one");
        shut.close();
        reader(server.imapUrl(address).replace("/INBOX", "/Moved"), lease());
        await().atMost(PATIENCE).until(() -> "folder-missing".equals(state().code()));
    }

    @Test
    void anOldMailboxIsReadInOrderAndSaysHowFarItIs() throws Exception {
        states.known(door, "Box", "connecting");
        for (int n = 0; n < 45; n++) {
            deliver("old " + n);
        }
        List<Long> taken = new ArrayList<>();
        reader(lease(), new Intake() {
            @Override
            public CompletionStage<Void> take(FromCustomer event) {
                return intake.take(event);
            }

            @Override
            public CompletionStage<Void> takeAll(List<? extends FromCustomer> events) {
                taken.add(state().waiting());
                return intake.takeAll(events);
            }
        });
        await().atMost(PATIENCE).until(() -> state().state().equals("open"));
        assertThat(subjects())
                .containsExactlyElementsOf(
                        IntStream.range(0, 45).mapToObj(n -> "old " + n).toList());
        assertThat(taken.getFirst()).isEqualTo(45);
        assertThat(state().waiting()).isZero();
    }

    @Test
    void aMailboxMayBeReadFromNowOrFromADayOn() throws Exception {
        deliver("before us");
        await().atMost(PATIENCE).until(() -> server.inbox(address).size() == 1);
        states.known(door, "Box", "connecting");
        MailboxReader now = reader(TestSettings.account(server.imapUrl(address), Map.of("history", "false")), lease());
        await().atMost(PATIENCE).until(() -> state(door).state().equals("open"));
        deliver("after us");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("after us")));
        now.close();
        String tomorrow = LocalDate.now(ZoneId.systemDefault()).plusDays(1).toString();
        String today = LocalDate.now(ZoneId.systemDefault()).minusDays(1).toString();
        assertThat(firstRead(Map.of("history-since", tomorrow))).isEqualTo(3);
        assertThat(firstRead(Map.of("history-since", today))).isEqualTo(1);
    }

    /// The UID of the first mail that is taken from a mailbox with two mails and, then, a third.
    private long firstRead(Map<String, String> settings) throws Exception {
        String fresh = "fresh-" + UUID.randomUUID() + "@shop.example";
        Door freshDoor = new Door(Channel.MAIL, fresh);
        server.deliver(anna.mail("one", "x"), fresh);
        server.deliver(anna.mail("two", "x"), fresh);
        Lease lease = leases.tryAcquire(Doors.lease(freshDoor), LONG);
        states.known(freshDoor, "Fresh", "connecting");
        int before = subjects().size();
        MailboxReader reader = new MailboxReader(
                Mailbox.configured("box", TestSettings.account(server.imapUrl(fresh), settings)),
                lease,
                SETTINGS,
                taken(intake),
                checkpoints,
                states);
        reader.start();
        opened.add(reader);
        await().atMost(PATIENCE).until(() -> state(freshDoor).state().equals("open"));
        server.deliver(anna.mail("three", "x"), fresh);
        await().atMost(PATIENCE)
                .until(() -> checkpoints.of(freshDoor) != null
                        && checkpoints.of(freshDoor).position() == 3);
        reader.close();
        return 4L - (subjects().size() - before);
    }

    /// A mail over the limit is its header, its first words, and a notice; what follows flows.
    @Test
    void ofAMailOverTheLimitTheBeginningIsKept() throws Exception {
        reader(lease(), intake);
        server.deliver(
                anna.mail(
                        "huge", "begins so\r\n" + "x".repeat(99).concat("\r\n").repeat(110_000)),
                address);
        deliver("next");
        await().atMost(PATIENCE).until(() -> subjects().equals(List.of("huge", "next")));
        FromCustomer.MessageReceived huge =
                (FromCustomer.MessageReceived) received().getFirst();
        assertThat(huge.body().text()).startsWith("begins so");
        assertThat(huge.body().attachments())
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice.detail() + " " + notice.missing()).contains("larger than"));
        assertThat(huge.raw().size()).isLessThan(300_000);
    }

    /// The server goes away for a while, again and again, in the middle of traffic.
    @Test
    void outagesInTheMiddleOfTrafficCostTimeAndNoMail() throws Exception {
        reader(lease(), intake);
        List<String> sent = new ArrayList<>();
        for (int outage = 0; outage < 3; outage++) {
            for (int n = 0; n < 15; n++) {
                deliver("mail " + outage + "." + n);
                sent.add("mail " + outage + "." + n);
            }
            int least = outage * 15 + 1;
            await().atMost(PATIENCE).until(() -> subjects().size() >= least);
            server.close();
            await().atMost(PATIENCE).until(() -> "failing".equals(stateOrNone()));
            server = MailServer.start(letters, 0, imapPort, address);
        }
        await().atMost(PATIENCE).until(() -> Set.copyOf(ids()).size() == sent.size());
        assertThat(subjects().stream().distinct().toList()).isEqualTo(sent);
    }

    private String stateOrNone() {
        states.known(door, "Box", "connecting");
        return state().state();
    }

    private DoorStates.Seen state() {
        return state(door);
    }

    private DoorStates.Seen state(Door of) {
        return states.all().stream()
                .filter(seen -> seen.door().equals(of))
                .findFirst()
                .orElseThrow();
    }

    private MailboxReader reader(String url, Lease lease) {
        return reader(account(url), lease);
    }

    private MailboxReader reader(MailSettings.Account account, Lease lease) {
        MailboxReader reader = new MailboxReader(
                Mailbox.configured("box", account), lease, SETTINGS, taken(intake), checkpoints, states);
        reader.start();
        opened.add(reader);
        return reader;
    }

    private MailboxReader reader(Lease lease, Intake to) {
        MailboxReader reader = new MailboxReader(
                Mailbox.configured("box", account(server.imapUrl(address))),
                lease,
                SETTINGS,
                taken(to),
                checkpoints,
                states);
        reader.start();
        opened.add(reader);
        return reader;
    }

    private MailsTaken taken(Intake to) {
        return new MailsTaken(
                to,
                quarantine,
                blobs,
                new MailEvents(
                        blobs, new OurMails(Set.of(address), null), any -> Set.of(), (id, door, raw, receivedAt) -> {}),
                10_000_000);
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
