package dev.onethread.notifier.postgres;

import static dev.onethread.notifier.Customers.TOPICS;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.PrivacyRequest.ErasureRequested;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Traces;
import dev.onethread.notifier.Channels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a customer was sent is erased, and what comes late to be sent is not sent.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class ErasureTest {
    private static final Door SHOP = new Door(Channel.WEB, "shop");
    private static final Set<String> OF_NOBODY = Set.of("consumer_offset", "lease", "replica");

    /// Keys under a hash, ids that name nobody, and what goes with the dead letter it hangs on.
    private static final Set<String> OTHERWISE =
            Set.of("erased", "incoming_position", "outgoing_position", "parked_key", "privacy_request_done");

    @Inject
    Database database;

    @Inject
    Privacy privacy;

    @Test
    void everyTableIsSpokenOf() {
        Set<String> spoken = new TreeSet<>(OF_NOBODY);
        spoken.addAll(OTHERWISE);
        privacy.all().stream().map(Holding::table).forEach(spoken::add);
        assertThat(spoken).containsExactlyElementsOf(new TreeSet<>(Traces.tables(database)));
    }

    @Test
    void whatWasSentIsGoneAndWhatComesLateIsNotSentButSomebodyNewIsAnswered() {
        String mark = "m" + UUID.randomUUID();
        Address address = Address.web(new Visitor("v-" + mark));
        ReplyRequested reply = ask(address, SHOP, Body.text("answer " + mark));
        assertThat(ending(reply, 1)).isEqualTo(new Outcome.Sent(null, false));
        assertThat(Traces.of(database, mark)).contains("reply");

        RequestId request = new RequestId(UUID.randomUUID());
        CustomerId customer = new CustomerId(UUID.randomUUID());
        TOPICS.send(
                Topic.PRIVACY_REQUESTS,
                customer.toString(),
                new ErasureRequested(
                        request,
                        customer,
                        Instant.now(),
                        List.of(customer),
                        List.of(reply.conversation()),
                        List.of(address)));
        var done = (ErasureDone)
                TOPICS.await(Topic.PRIVACY_REPORTS, seen -> request.toString().equals(seen.key()))
                        .event();
        assertThat(done.counts()).extracting(count -> count.what()).contains("reply");
        await().untilAsserted(() -> assertThat(Traces.of(database, mark)).isEmpty());

        TOPICS.send(
                Topic.REPLIES_REQUESTED,
                address.key(),
                new ReplyRequested(
                        new ReplyId(UUID.randomUUID()),
                        address,
                        Instant.now(),
                        reply.conversation(),
                        SHOP,
                        null,
                        null,
                        Body.text("late"),
                        null,
                        null));
        // The address goes on, and its numbering where it was.
        ReplyRequested fresh = ask(address, SHOP, Body.text("welcome"));
        assertThat(ending(fresh, 1)).isEqualTo(new Outcome.Sent(null, false));
        assertThat(TOPICS.read(Topic.WEBCHAT_DELIVERIES, "v-" + mark)).hasSize(2);
    }
}
