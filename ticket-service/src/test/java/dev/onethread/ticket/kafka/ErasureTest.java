package dev.onethread.ticket.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.CustomerRegistered;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.PrivacyReport.ExportWritten;
import dev.onethread.contracts.PrivacyRequest.ErasureRequested;
import dev.onethread.contracts.PrivacyRequest.ExportRequested;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Traces;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A customer is erased from the transcript and all that hangs on it, with what comes late.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class ErasureTest {
    private static final Set<String> OF_NOBODY = Set.of(
            "agent_desk",
            "agent_presence",
            "agent_screen",
            "agent_skill",
            "agent_status",
            "app_user",
            "consumer_offset",
            "desk_signature",
            "lease",
            "queue_fact",
            "refresh_token",
            "replica",
            "sign_in_attempt");

    /// Keys under a hash, ids that name nobody, and what goes with the dead letter it hangs on.
    private static final Set<String> OTHERWISE =
            Set.of("erased", "incoming_position", "outgoing_position", "parked_key", "privacy_request_done");

    @Inject
    Database database;

    @Inject
    Privacy privacy;

    @Inject
    Blobs blobs;

    private final TestTopics topics = new TestTopics();
    private final String mark = "m" + UUID.randomUUID().toString().replace("-", "");
    private final Events customer = new Events(
            new ConversationId(UUID.randomUUID()),
            new CustomerId(UUID.randomUUID()),
            new Address(Channel.MAIL, mark + "@shop.example"),
            new Door(Channel.MAIL, "help@shop.example"));

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
    void theTranscriptIsGoneWithItsFilesWhileMoreOfItComes() throws Exception {
        BlobRef file = blobs.write(("file " + mark).getBytes(StandardCharsets.UTF_8));
        written(file);
        Inbox anna = Inbox.agent("anna");
        assertThat(anna.reply(customer.conversation().value(), UUID.randomUUID(), "answer " + mark)
                        .status())
                .isEqualTo(201);
        assertThat(anna.put(
                                "/conversations/" + customer.conversation() + "/notes/" + UUID.randomUUID(),
                                java.util.Map.of("text", "note " + mark))
                        .status())
                .isEqualTo(201);
        assertThat(Traces.of(database, mark)).contains("entry", "conversation", "customer_address", "ticket");

        AtomicBoolean going = new AtomicBoolean(true);
        List<BlobRef> raced = new ArrayList<>();
        Thread racing = Thread.ofPlatform().start(() -> {
            for (long place = 3; going.get(); place++) {
                raced.add(placed(place, "racing " + mark));
            }
        });
        await().until(() -> raced.size() > 20);
        RequestId request = new RequestId(UUID.randomUUID());
        topics.send(Topic.PRIVACY_REQUESTS, customer.customer().toString(), erasure(request));
        ErasureDone done = report(ErasureDone.class, request);
        int then = raced.size();
        await().until(() -> raced.size() > then + 20);
        going.set(false);
        racing.join();

        assertThat(done.counts()).extracting(count -> count.what()).contains("entry", "conversation", "blobs");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Traces.of(database, mark)).isEmpty();
            assertThat(gone(raced.getLast())).isTrue();
        });
        assertThat(gone(file)).isTrue();
        assertThat(raced).allMatch(this::gone);
        assertThat(anna.get("/conversations/" + customer.conversation()).status())
                .isEqualTo(404);

        // The same wish again finds nothing to do, and says nothing.
        topics.send(Topic.PRIVACY_REQUESTS, customer.customer().toString(), erasure(request));
        Events other = Events.ofWeb();
        topics.send(Topic.CONVERSATION_EVENTS, other.conversation().toString(), other.placed(1, "hello"));
        await().until(() -> anna.get("/conversations/" + other.conversation()).status() == 200);
        assertThat(topics.read(Topic.PRIVACY_REPORTS, request.toString())).hasSize(1);
    }

    @Test
    void openScreensTakeTheirListsAnew() throws Exception {
        written(null);
        try (LiveClient screen = LiveClient.connect().hello(Inbox.agent("anna").token(), null)) {
            screen.awaitType("welcome");
            topics.send(
                    Topic.PRIVACY_REQUESTS, customer.customer().toString(), erasure(new RequestId(UUID.randomUUID())));
            screen.awaitType("restart");
        }
    }

    @Test
    void allOfItIsWrittenDown() throws Exception {
        BlobRef file = blobs.write(("file " + mark).getBytes(StandardCharsets.UTF_8));
        written(file);
        RequestId request = new RequestId(UUID.randomUUID());
        topics.send(
                Topic.PRIVACY_REQUESTS,
                customer.customer().toString(),
                new ExportRequested(
                        request,
                        customer.customer(),
                        Instant.now(),
                        List.of(customer.customer()),
                        List.of(customer.conversation()),
                        List.of(customer.address())));
        ExportWritten written = report(ExportWritten.class, request);

        try (InputStream bytes = blobs.read(written.part().name())) {
            var document = Wire.mapper().readTree(bytes);
            assertThat(document.at("/tables/entry/0/text").asText()).isEqualTo("first " + mark);
            assertThat(document.at("/tables/entry/0/attachments/0/blob/name").asText())
                    .isEqualTo(file.name());
            assertThat(document.at("/tables/customer_address/0/address").asText())
                    .isEqualTo(customer.address().key());
        }
        assertThat(gone(file)).isFalse();
    }

    private void written(@org.jspecify.annotations.Nullable BlobRef file) {
        String key = customer.customer().toString();
        topics.send(
                Topic.CUSTOMER_EVENTS,
                key,
                new CustomerRegistered(customer.customer(), Events.NOW, customer.conversation(), "Kim " + mark));
        topics.send(
                Topic.CUSTOMER_EVENTS,
                key,
                new AddressLinked(
                        customer.customer(),
                        Events.NOW,
                        customer.address(),
                        customer.door(),
                        Evidence.FIRST_CONTACT,
                        "Kim " + mark));
        List<Attachment> attachments = file == null
                ? List.of()
                : List.of(Attachment.file(Attachment.Kind.DOCUMENT, mark + ".txt", "text/plain", file));
        topics.send(
                Topic.CONVERSATION_EVENTS,
                customer.conversation().toString(),
                customer.placed(
                        1, new Body("first " + mark, "About " + mark, null, null, null, attachments), Events.NOW));
        topics.send(
                Topic.CONVERSATION_EVENTS, customer.conversation().toString(), customer.placed(2, "second " + mark));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Inbox.agent("anna")
                                        .transcript(customer.conversation().value())
                                        .size()
                                == 2
                        && Traces.of(database, mark).contains("customer_address"));
    }

    private BlobRef placed(long place, String text) {
        try {
            BlobRef blob = blobs.write(text.getBytes(StandardCharsets.UTF_8));
            List<Attachment> files =
                    List.of(Attachment.file(Attachment.Kind.DOCUMENT, mark + ".txt", "text/plain", blob));
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    customer.conversation().toString(),
                    customer.placed(place, new Body(text, null, null, null, null, files), Events.NOW));
            return blob;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ErasureRequested erasure(RequestId request) {
        return new ErasureRequested(
                request,
                customer.customer(),
                Instant.now(),
                List.of(customer.customer()),
                List.of(customer.conversation()),
                List.of(customer.address()));
    }

    private <E> E report(Class<E> type, RequestId request) {
        return type.cast(topics.await(
                        Topic.PRIVACY_REPORTS,
                        seen -> request.toString().equals(seen.key()) && type.isInstance(seen.event()))
                .event());
    }

    private boolean gone(BlobRef blob) {
        try (InputStream bytes = blobs.read(blob.name())) {
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
