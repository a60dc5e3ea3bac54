package dev.onethread.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.PrivacyRequest.ErasureRequested;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Traces;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A customer is erased from the doors: visitors, and what nobody could understand.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class ErasureTest {
    private static final Set<String> OF_NOBODY = Set.of(
            "bot_answer",
            "bot_setting",
            "checkpoint",
            "consumer_offset",
            "desk_hours",
            "door_state",
            "lease",
            "replica");

    /// Keys under a hash, ids that name nobody, what goes with the dead letter it hangs on, and what is found by its
    /// bytes.
    private static final Set<String> OTHERWISE = Set.of(
            "erased",
            "forwarded_mail",
            "incoming_position",
            "outgoing_position",
            "parked_key",
            "privacy_request_done",
            "quarantine");

    @Inject
    Database database;

    @Inject
    Privacy privacy;

    @Inject
    Quarantine quarantine;

    @Inject
    ForwardedMails forwarded;

    @Inject
    Blobs blobs;

    private final TestTopics topics = new TestTopics();
    private final String mark = "m" + UUID.randomUUID();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void everyTableIsSpokenOf() {
        Set<String> spoken = new TreeSet<>(OF_NOBODY);
        spoken.addAll(OTHERWISE);
        privacy.all().stream().map(Holding::table).forEach(spoken::add);
        assertThat(spoken).containsExactlyElementsOf(new TreeSet<>(Traces.tables(database)));
    }

    @Test
    void aVisitorIsGoneAndWhoComesBackBeginsAnew() {
        try (Browser browser = Browser.newVisitor()) {
            browser.says("words " + mark);
            browser.await("accepted");
            Address address = Address.web(new Visitor(browser.visitor));

            assertThat(erase(address)).extracting(Count::what).contains("visitor", "visitor_entry");
            await().untilAsserted(() -> {
                assertThat(Traces.of(database, mark)).isEmpty();
                assertThat(Traces.of(database, browser.visitor)).isEmpty();
            });
            assertThat(browser.closeCode()).isGreaterThan(1000);
            // An answer that comes late has no screen any more, and stops nobody else's.
            topics.send(
                    Topic.WEBCHAT_DELIVERIES,
                    browser.visitor,
                    new WebChatDelivery(
                            new Visitor(browser.visitor),
                            Instant.now(),
                            new ReplyId(UUID.randomUUID()),
                            new ConversationId(UUID.randomUUID()),
                            1,
                            "Anna",
                            Body.text("late")));
            try (Browser fresh = Browser.newVisitor()) {
                fresh.says("hello");
                fresh.await("accepted");
            }
            assertThat(Traces.of(database, browser.visitor)).isEmpty();
        }
    }

    @Test
    void whatIsInQuarantineIsFoundByItsBytesAndNobodyElsesIsTouched() {
        Door mailbox = new Door(Channel.MAIL, "help@shop.example");
        Door bot = new Door(Channel.TELEGRAM, "4711");
        long chat = 7_000_000_000L + mark.hashCode();
        keep(mailbox, "From: Kim <" + mark.toUpperCase(java.util.Locale.ROOT) + "@Shop.Example>\r\n\r\nbroken");
        keep(mailbox, "From: <not-" + UUID.randomUUID() + "@shop.example>\r\n\r\nbroken, too");
        keep(bot, "{\"message\":{\"chat\":{\"id\":" + chat + "}}");
        keep(bot, "{\"message\":{\"chat\":{\"id\":" + chat + "1}}");
        long before = quarantined();

        assertThat(erase(Address.mail(mark + "@shop.example"), Address.telegram(4711, chat)))
                .contains(new Count("quarantine", 2));
        assertThat(quarantined()).isEqualTo(before - 2);
    }

    @Test
    void aForwardedMailIsFoundByWhomItBrings() throws Exception {
        Door mailbox = new Door(Channel.MAIL, "help@shop.example");
        UUID brings = brings(mailbox, "Fwd\r\n\r\nFrom: Kim <" + mark + "@shop.example>\r\n\r\nhello");
        UUID another = brings(mailbox, "Fwd\r\n\r\nFrom: <" + UUID.randomUUID() + "@shop.example>\r\n\r\nhello");

        assertThat(erase(Address.mail(mark + "@shop.example"))).contains(new Count("forwarded_mail", 1));
        assertThat(forwarded.find(brings)).isEmpty();
        assertThat(forwarded.find(another)).isPresent();
    }

    private UUID brings(Door door, String raw) throws IOException {
        UUID id = UUID.randomUUID();
        forwarded.keep(
                id, door, blobs.write(raw.getBytes(StandardCharsets.UTF_8)).name(), Instant.now());
        return id;
    }

    private void keep(Door door, String raw) {
        quarantine.keep(door, UUID.randomUUID().toString(), raw.getBytes(StandardCharsets.UTF_8), "broken");
    }

    private long quarantined() {
        return database.query("select count(*) from quarantine")
                .iterator()
                .next()
                .getLong(0);
    }

    private List<Count> erase(Address... addresses) {
        RequestId request = new RequestId(UUID.randomUUID());
        CustomerId customer = new CustomerId(UUID.randomUUID());
        topics.send(
                Topic.PRIVACY_REQUESTS,
                customer.toString(),
                new ErasureRequested(
                        request,
                        customer,
                        Instant.now(),
                        List.of(customer),
                        List.of(new ConversationId(UUID.randomUUID())),
                        List.of(addresses)));
        return ((ErasureDone) topics.await(
                                Topic.PRIVACY_REPORTS,
                                seen -> request.toString().equals(seen.key()))
                        .event())
                .counts();
    }
}
