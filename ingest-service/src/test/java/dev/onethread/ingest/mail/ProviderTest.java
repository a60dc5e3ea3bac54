package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.DoorStates;
import dev.onethread.ingest.postgres.Doors;
import dev.onethread.ingest.testing.TelegramSurroundings;
import dev.onethread.local.mail.MailServer;
import dev.onethread.local.mail.Provider;
import dev.onethread.local.mail.Provider.Certificate;
import dev.onethread.local.mail.Provider.Secrecy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Quota;
import jakarta.mail.QuotaAwareStore;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mailboxes as providers have them: over TLS, behind access tokens, without IDLE, in folders that go and come.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
@QuarkusTestResource(MailSurroundings.class)
class ProviderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(10);

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
    private final Map<MailboxReader, Lease> held = new HashMap<>();
    private MailServer server;

    @BeforeEach
    void openTheMailbox() {
        server = MailServer.start(0, 0, address);
        states.known(door, "Box", "connecting");
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        server.close();
    }

    @Test
    void mailComesOverTlsFromTheFirstOctetAndIsAnnouncedThere() throws Exception {
        Provider provider = provider(Secrecy.TLS, Certificate.SERVER);
        reader("imaps", provider, Map.of());
        arriveAtOnce("over TLS");
        assertThat(provider.signedIn()).containsExactly("password secret");
    }

    @Test
    void mailComesAfterStarttlsAndNoSecretIsSaidBefore() throws Exception {
        Provider provider = provider(Secrecy.STARTTLS, Certificate.SERVER);
        reader("imap+starttls", provider, Map.of());
        arriveAtOnce("after STARTTLS");
        assertThat(provider.signedIn()).containsExactly("password secret");
    }

    /// Somebody in between may have taken STARTTLS out of what the server can.
    @Test
    void whereStarttlsIsWantedAndNotOfferedNobodySignsIn() throws Exception {
        Provider provider = provider(Secrecy.NONE, Certificate.SERVER);
        reader("imap+starttls", provider, Map.of());
        waiting().until(() -> state().state().equals("failing"));
        assertThat(provider.signedIn()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForOrThatIsAnotherGetsNoSecret() throws Exception {
        for (Certificate certificate : List.of(Certificate.STRANGER, Certificate.ELSEWHERE)) {
            for (String scheme : List.of("imaps", "imap+starttls")) {
                Secrecy secrecy = scheme.equals("imaps") ? Secrecy.TLS : Secrecy.STARTTLS;
                Provider provider = provider(secrecy, certificate);
                states.connecting(door);
                MailboxReader reader = reader(scheme, provider, Map.of());
                waiting()
                        .untilAsserted(() -> assertThat(state().state())
                                .as(scheme + " " + certificate)
                                .isEqualTo("failing"));
                stop(reader);
                assertThat(provider.signedIn()).isEmpty();
            }
        }
    }

    @Test
    void anAccessTokenSignsInAndAWithdrawnOneIsFollowedByANewOne() throws Exception {
        List<String> asked = new ArrayList<>();
        HttpServer endpoint = endpoint(asked);
        Provider provider = provider(Secrecy.TLS, Certificate.SERVER);
        provider.takesToken("token-1");
        MailboxReader reader = reader("imaps", provider, oauth(endpoint));
        arriveAtOnce("by token");
        assertThat(provider.signedIn()).containsExactly("token secret");
        // The provider withdraws it before its time, and hangs up.
        provider.takesToken("token-2");
        provider.hangsUp();
        arriveAtOnce("by the next token");
        assertThat(reader.reads()).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutIdleTheMailboxIsAskedNowAndThen() throws Exception {
        Provider provider = provider(Secrecy.NONE, Certificate.SERVER);
        provider.forgetsIdle();
        reader("imap", provider, Map.of());
        waiting().until(() -> state().state().equals("open"));
        for (int n = 0; n < 3; n++) {
            String subject = "asked for " + n;
            server.deliver(anna.mail(subject, "x"), address);
            waiting().until(() -> subjects().contains(subject));
        }
        assertThat(provider.signedIn()).as("over one connection").hasSize(1);
    }

    /// A mail program moves the folder and makes it anew; what lies in the new one is read from its beginning.
    @Test
    void aFolderThatIsMovedAwayIsTroubleToSeeAndReadAgainOnceItIsBack() throws Exception {
        try (Store store = mailProgram()) {
            store.getFolder("Orders").create(Folder.HOLDS_MESSAGES);
            put(store, "before the move");
            Provider provider = provider(Secrecy.NONE, Certificate.SERVER);
            reader(url("imap", provider) + "/Orders", TestSettings.quickly(Map.of()), Map.of());
            waiting().until(() -> subjects().contains("before the move"));

            store.getFolder("Orders").renameTo(store.getFolder("Archive"));
            provider.hangsUp();
            waiting().until(() -> "folder-missing".equals(state().code()));

            store.getFolder("Orders").create(Folder.HOLDS_MESSAGES);
            put(store, "after the move");
            waiting().until(() -> subjects().contains("after the move"));
            waiting().until(() -> state().state().equals("open"));
            assertThat(subjects()).containsExactly("before the move", "after the move");
        }
    }

    /// GreenMail's threads end in exceptions where a client hangs up while it waits for news.
    private static ConditionFactory waiting() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }

    /// A full mailbox takes no mail any more, so whoever looks after it sees it coming.
    @Test
    void howFullTheMailboxIsCanBeSeen() throws Exception {
        try (Store store = mailProgram()) {
            Quota quota = new Quota("INBOX");
            quota.setResourceLimit("MESSAGES", 4);
            ((QuotaAwareStore) store).setQuota(quota);
            for (int n = 0; n < 3; n++) {
                server.deliver(anna.mail("one of " + n, "x"), address);
            }
            reader("imap", provider(Secrecy.NONE, Certificate.SERVER), Map.of());
            waiting().until(() -> state().filled() != null);
            assertThat(state().filled()).isEqualTo(75);
        }
    }

    private void arriveAtOnce(String subject) {
        waiting().until(() -> state().state().equals("open"));
        server.deliver(anna.mail(subject, "x"), address);
        // Long before the next round of a reader that is told nothing.
        waiting().atMost(Duration.ofSeconds(10)).until(() -> subjects().contains(subject));
    }

    private void put(Store store, String subject) throws Exception {
        Folder folder = store.getFolder("Orders");
        Message message = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(anna.mail(subject, "x")));
        folder.appendMessages(new Message[] {message});
    }

    private Store mailProgram() throws Exception {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", server.imapPort(), address, MailServer.PASSWORD);
        return store;
    }

    private HttpServer endpoint(List<String> asked) throws Exception {
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("{\"access_token\":\"token-" + asked.size() + "\",\"expires_in\":3600}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        endpoint.start();
        opened.add(() -> endpoint.stop(0));
        return endpoint;
    }

    private static Map<String, String> oauth(HttpServer endpoint) {
        return Map.of(
                "oauth.token-url", "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token",
                "oauth.client-id", "shop",
                "oauth.refresh-token", "refresh-1");
    }

    private Provider provider(Secrecy secrecy, Certificate certificate) {
        Provider provider = Provider.imap(server.imapPort(), secrecy, certificate);
        opened.add(provider);
        return provider;
    }

    private String url(String scheme, Provider provider) {
        return scheme + "://" + address.replace("@", "%40") + ":" + MailServer.PASSWORD + "@localhost:"
                + provider.port();
    }

    /// Reads the inbox; only a server without IDLE is asked within these tests' time.
    private MailboxReader reader(String scheme, Provider provider, Map<String, String> more) {
        return reader(url(scheme, provider) + "/INBOX", TestSettings.quickly(Map.of("idle-refresh", "5m")), more);
    }

    private MailboxReader reader(String url, MailSettings settings, Map<String, String> more) {
        Lease lease = leases.tryAcquire(Doors.lease(door), LONG);
        MailboxReader reader = new MailboxReader(
                Mailbox.configured("box", TestSettings.account(url, more)),
                lease,
                settings,
                new MailsTaken(
                        intake,
                        quarantine,
                        blobs,
                        new MailEvents(
                                blobs,
                                new OurMails(Set.of(address), null),
                                any -> Set.of(),
                                (id, door, raw, receivedAt) -> {}),
                        10_000_000),
                checkpoints,
                states);
        reader.start();
        held.put(reader, lease);
        opened.add(() -> stop(reader));
        return reader;
    }

    private void stop(MailboxReader reader) {
        reader.close();
        Lease lease = held.remove(reader);
        if (lease != null) {
            leases.release(lease);
        }
    }

    private DoorStates.Seen state() {
        return states.all().stream()
                .filter(seen -> seen.door().equals(door))
                .findFirst()
                .orElseThrow();
    }

    private List<String> subjects() {
        try (TestTopics topics = new TestTopics()) {
            return topics.read(Topic.MESSAGES_RECEIVED, "mail:" + anna.address()).stream()
                    .map(seen -> ((MessageReceived) seen.event()).body().subject())
                    .toList();
        }
    }
}
