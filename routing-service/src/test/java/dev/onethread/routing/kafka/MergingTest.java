package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.batch;
import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationEvent.ConversationAbsorbed;
import dev.onethread.contracts.ConversationEvent.ConversationMerged;
import dev.onethread.contracts.ConversationEvent.ConversationReopened;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Proof;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visit;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Customers who turn out to be one, and those who do not.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class MergingTest extends AtADesk {
    @Inject
    Placing placing;

    @Test
    void anAgentMergesTwoAndWhatBothAddressesSayFromThenOnStandsInOne() {
        Address web = someone();
        Address other = someone();
        ConversationId survivor = placed(web, "one");
        ConversationId absorbed = placed(other, "two");

        merge(UUID.randomUUID(), survivor, absorbed).statusCode(200).body("evidence", equalTo("person"));
        apply(batch(message(other, 2, "three"), message(web, 2, "four")));

        ConversationAbsorbed ended = await(ConversationAbsorbed.class, absorbed);
        ConversationMerged merged = await(ConversationMerged.class, survivor);
        assertThat(ended.into()).isEqualTo(survivor);
        assertThat(ended.upTo()).isEqualTo(1);
        assertThat(merged.absorbed()).isEqualTo(absorbed);
        assertThat(merged.place()).isEqualTo(2);
        assertThat(merged.grounds().by()).isEqualTo(new AgentId("anna"));
        assertThat(places(survivor)).isEqualTo(List.of("1 " + web.value(), "3 " + other.value(), "4 " + web.value()));
        assertThat(places(absorbed)).isEqualTo(List.of("1 " + other.value()));
    }

    @Test
    void whatStandsInAStrandIsChangedThere() {
        Address other = someone();
        ConversationId survivor = placed(someone(), "one");
        ConversationId absorbed = placed(other, "two");
        merge(UUID.randomUUID(), survivor, absorbed).statusCode(200);

        apply(batch(new MessageEdited(
                new MessageId("edit:" + other.value()),
                Letters.SHOP,
                other,
                Instant.now(),
                "1",
                Instant.now(),
                Body.text("better"))));

        assertThat(await(CustomerActed.class, absorbed).place()).isEqualTo(1);
    }

    @Test
    void anUnmergeTakesAlongWhatItsAddressesSaidMeanwhileAndNothingElse() {
        Address web = someone();
        Address other = someone();
        ConversationId survivor = placed(web, "one");
        ConversationId absorbed = placed(other, "two");
        UUID merge = UUID.randomUUID();
        merge(merge, survivor, absorbed).statusCode(200);
        apply(batch(message(other, 2, "three"), message(web, 2, "four"), message(other, 3, "five")));

        unmerge(merge).statusCode(200);
        unmerge(merge).statusCode(200);
        apply(batch(message(other, 4, "six"), message(web, 3, "seven")));

        assertThat(await(ConversationReopened.class, absorbed).from()).isEqualTo(survivor);
        ConversationSeparated separated = await(ConversationSeparated.class, survivor);
        assertThat(separated.moved())
                .extracting(moved -> moved.place() + ">" + moved.to())
                .containsExactly("3>2", "5>3");
        assertThat(separated.addresses()).containsExactly(other);
        assertThat(places(survivor)).isEqualTo(List.of("1 " + web.value(), "4 " + web.value(), "6 " + web.value()));
        assertThat(places(absorbed))
                .isEqualTo(List.of(
                        "1 " + other.value(), "2 " + other.value(), "3 " + other.value(), "5 " + other.value()));
        identity(survivor).body("merges[0].withdrawnBy", equalTo("anna")).body("links", hasSize(1));
    }

    @Test
    void aChainOfMergesIsTakenApartAtAnyLink() {
        Address a = someone();
        Address b = someone();
        Address c = someone();
        ConversationId first = placed(a, "a");
        ConversationId second = placed(b, "b");
        ConversationId third = placed(c, "c");
        UUID inner = UUID.randomUUID();
        UUID outer = UUID.randomUUID();
        merge(inner, second, third).statusCode(200);
        apply(batch(message(c, 2, "in b")));
        // A strand stands for the conversation that goes on for it.
        merge(outer, first, third).statusCode(200).body("absorbed", equalTo(second.toString()));
        apply(batch(message(c, 3, "in a"), message(b, 2, "in a")));

        unmerge(inner).statusCode(200);
        apply(batch(message(c, 4, "alone")));

        ConversationReopened reopened = await(ConversationReopened.class, third);
        assertThat(reopened.sources()).containsExactlyInAnyOrder(first, second);
        assertThat(places(third)).hasSize(4);
        assertThat(places(third)).allMatch(place -> place.endsWith(c.value()));
        assertThat(conversationOf(b)).isEqualTo(first);

        unmerge(outer).statusCode(200);
        assertThat(conversationOf(b)).isEqualTo(second);
        assertThat(places(second)).allMatch(place -> place.endsWith(b.value()));
    }

    @Test
    void equalVerifiedEvidenceJoinsTheOlderGoesOnAndAPersonsWordAgainstItHolds() {
        String mail = UUID.randomUUID() + "@shop.example";
        Address web = someone();
        Address other = someone();
        ConversationId older = placed(web, "one");
        apply(batch(proved(web, Proof.Kind.MAIL, mail)));
        ConversationId younger = placed(other, "two");

        apply(batch(proved(other, Proof.Kind.MAIL, mail), message(other, 2, "three")));

        ConversationMerged merged = await(ConversationMerged.class, older);
        assertThat(merged.absorbed()).isEqualTo(younger);
        assertThat(merged.grounds().evidence()).isEqualTo(Evidence.VERIFIED_MAIL);
        assertThat(merged.grounds().detail()).isEqualTo(mail);
        assertThat(conversationOf(other)).isEqualTo(older);
        assertThat(places(older)).hasSize(2);

        unmerge(merged.merge().value()).statusCode(200);
        apply(batch(proved(other, Proof.Kind.MAIL, mail)));
        assertThat(conversationOf(other)).isEqualTo(younger);
    }

    @Test
    void oneAccountWithTwoBotsIsOneCustomerAndAGroupIsNobodyElse() {
        long account = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);
        Address first = Address.telegram(11, account);
        Address second = Address.telegram(12, account);
        ConversationId one = placed(first, "hello");
        placed(second, "hello again");

        assertThat(conversationOf(second)).isEqualTo(one);

        Address group = Address.telegram(11, -account);
        ConversationId many = placed(group, "all of us");
        merge(UUID.randomUUID(), one, many).statusCode(422);
        apply(batch(proved(group, Proof.Kind.MAIL, "x" + account + "@shop.example")));
        apply(batch(proved(first, Proof.Kind.MAIL, "x" + account + "@shop.example")));
        assertThat(conversationOf(group)).isEqualTo(many);
    }

    @Test
    void whatIsVerifiedOfTwoAccountsIsToldToAnAgentAndJoinsNobody() {
        long account = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);
        String phone = "+7999" + account;
        Address first = Address.telegram(21, account);
        Address second = Address.telegram(21, account + 1);
        ConversationId one = placed(first, "hello");
        ConversationId other = placed(second, "hello");

        apply(batch(proved(first, Proof.Kind.PHONE, phone)));
        apply(batch(proved(second, Proof.Kind.PHONE, phone)));

        assertThat(conversationOf(second)).isEqualTo(other);
        String suggestion = identity(one)
                .body("suggestions", hasSize(1))
                .body("suggestions[0].reason", equalTo("conflict"))
                .body("suggestions[0].conversation", equalTo(other.toString()))
                .extract()
                .path("suggestions[0].id");
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .put("/api/routing/suggestions/" + suggestion + "/dismissal")
                .then()
                .statusCode(204);
        identity(one).body("suggestions", hasSize(0));
    }

    @Test
    void whatThePageSignsIsEvidenceAndWhatTheVisitorTypesIsNot() {
        Address mail = Address.mail(UUID.randomUUID() + "@shop.example");
        ConversationId known = placed(mail, "a mail");
        apply(batch(proved(mail, Proof.Kind.MAIL, mail.value())));
        Address typing = someone();
        apply(batch(visiting(
                typing, new Visit(null, new Visit.Typed("Kim", mail.value(), null, null), null, null, null, null))));
        assertThat(conversationOf(typing)).isNotEqualTo(known);
        identity(known).body("suggestions.reason", equalTo(List.of("mail-in-text")));

        Address signed = someone();
        Visit.Signed unverified = new Visit.Signed(
                skill, "17", null, mail.value(), false, null, false, Visit.Signed.Method.JWT, "k1", null);
        apply(batch(visiting(signed, new Visit(unverified, null, null, null, null, null))));
        assertThat(conversationOf(signed)).isNotEqualTo(known);

        Address again = someone();
        Visit.Signed verified = new Visit.Signed(
                skill, "17", null, mail.value(), true, null, false, Visit.Signed.Method.JWT, "k1", null);
        apply(batch(visiting(again, new Visit(verified, null, null, null, null, null))));
        assertThat(conversationOf(again)).isEqualTo(known);
        assertThat(conversationOf(signed)).isEqualTo(known);
    }

    @Test
    void aMailWhoseSenderATrustedHostHasCheckedIsEvidenceOfItsOwnAddress() {
        Address mail = Address.mail("Kim." + UUID.randomUUID() + "@shop.example");
        Address web = someone();
        Visit.Signed signed = new Visit.Signed(
                skill, "23", null, mail.value(), true, null, false, Visit.Signed.Method.JWT, "k1", null);
        apply(batch(visiting(web, new Visit(signed, null, null, null, null, null))));
        ConversationId atThePage = conversationOf(web);

        apply(batch(mailed(mail, 1, Letterhead.Sender.UNKNOWN), mailed(mail, 2, Letterhead.Sender.DISPROVED)));
        assertThat(conversationOf(mail)).isNotEqualTo(atThePage);

        apply(batch(mailed(mail, 3, Letterhead.Sender.PROVED)));
        assertThat(conversationOf(mail)).isEqualTo(atThePage);
        ConversationMerged merged = await(ConversationMerged.class, atThePage);
        assertThat(merged.grounds().evidence()).isEqualTo(Evidence.VERIFIED_MAIL);
        assertThat(merged.grounds().detail()).isEqualTo(mail.value());

        // A later mail that passes nothing comes under the same address and takes nothing away.
        apply(batch(mailed(mail, 4, Letterhead.Sender.DISPROVED)));
        assertThat(conversationOf(mail)).isEqualTo(atThePage);

        unmerge(merged.merge().value()).statusCode(200);
        apply(batch(mailed(mail, 5, Letterhead.Sender.PROVED)));
        assertThat(conversationOf(mail)).as("a person has parted them").isNotEqualTo(atThePage);
    }

    @Test
    void aMailThatIsProvedIsFoundByWhoConfirmsTheSameAddressLater() {
        Address mail = Address.mail(UUID.randomUUID() + "@shop.example");
        Address spoofed = Address.mail(UUID.randomUUID() + "@shop.example");
        apply(batch(
                mailed(mail, 1, Letterhead.Sender.PROVED),
                mailed(spoofed, 1, Letterhead.Sender.UNKNOWN),
                mailed(spoofed, 2, Letterhead.Sender.DISPROVED)));
        Address web = someone();
        Address other = someone();
        ConversationId others = placed(other, "two");

        apply(batch(message(web, 1, "one"), proved(web, Proof.Kind.MAIL, mail.value())));
        apply(batch(proved(other, Proof.Kind.MAIL, spoofed.value())));

        assertThat(conversationOf(web)).isEqualTo(conversationOf(mail));
        assertThat(conversationOf(spoofed)).isNotEqualTo(others);
    }

    private static MessageReceived mailed(Address address, int number, Letterhead.Sender sender) {
        Instant now = Instant.now();
        return new MessageReceived(
                new MessageId("mail:" + address.value() + ":" + number),
                new Door(Channel.MAIL, "help@shop.example"),
                address,
                now,
                now,
                Author.UNKNOWN,
                Body.text("mail " + number),
                "<" + number + "." + address.value() + ">",
                null,
                null,
                null,
                Circumstances.of(new Letterhead(List.of("help@shop.example"), List.of(), null, sender, null)));
    }

    @Test
    void whatABlockedAddressSaysIsKeptAndOpensNothing() {
        Address web = someone();
        // Nobody has this skill, so it waits, whoever else is available.
        ConversationId conversation = placed(web, "help with " + skill);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "QUEUED".equals(state(conversation)));
        command(new dev.onethread.contracts.DeskCommand.Release(id(), Instant.now(), conversation, 1, null));
        await(WorkReleased.class, conversation);

        block("PUT", web).statusCode(204);
        block("PUT", web).statusCode(204);
        apply(batch(message(web, 2, "more")));
        block("DELETE", web).statusCode(204);
        apply(batch(message(web, 3, "and more")));

        List<Boolean> blocked = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            blocked.clear();
            for (TestTopics.Seen seen : topics.read(Topic.CONVERSATION_EVENTS, conversation.toString())) {
                if (seen.event() instanceof MessagePlaced placed) {
                    blocked.add(placed.blocked());
                }
            }
            assertThat(blocked).hasSize(3);
        });
        assertThat(blocked).containsExactly(null, true, null);
        assertThat(topics.read(Topic.DESK_COMMANDS))
                .filteredOn(seen -> seen.event() instanceof dev.onethread.contracts.DeskCommand.CustomerWrote wrote
                        && wrote.conversation().equals(conversation))
                .extracting(seen -> ((dev.onethread.contracts.DeskCommand.CustomerWrote) seen.event()).place())
                .containsExactly(1L, 3L);
        assertThat(topics.read(Topic.CUSTOMER_EVENTS))
                .filteredOn(seen ->
                        seen.event() instanceof dev.onethread.contracts.CustomerEvent.AddressStateChanged changed
                                && changed.address().equals(web))
                .hasSize(2);
        block("PUT", someone()).statusCode(404);
    }

    private static ValidatableResponse block(String method, Address address) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .request(method, "/api/routing/addresses/{key}/blocking", address.key())
                .then();
    }

    private static MessageReceived visiting(Address address, Visit visit) {
        MessageReceived plain = message(address, 1, "hello");
        return new MessageReceived(
                plain.id(),
                plain.door(),
                plain.address(),
                plain.receivedAt(),
                plain.sentAt(),
                plain.author(),
                plain.body(),
                plain.channelMessage(),
                null,
                null,
                null,
                null,
                visit);
    }

    @Test
    void aNameOrAnAddressInTheTextOnlySuggests() {
        Address web = someone();
        Address mail = Address.mail(UUID.randomUUID() + "@shop.example");
        Author name = new Author("Kim " + skill, null, null);
        apply(batch(message(web, 1, "hello", name)));
        ConversationId writer = conversationOf(web);
        ConversationId known = placed(mail, "a mail");
        identity(writer).body("suggestions", hasSize(0));

        apply(batch(message(web, 2, "write to " + mail.value())));

        identity(writer)
                .body("suggestions.reason", equalTo(List.of("mail-in-text")))
                .body("suggestions[0].conversation", equalTo(known.toString()));
        Address namesake = someone();
        apply(batch(message(namesake, 1, "hello", name)));
        identity(conversationOf(namesake)).body("suggestions.reason", equalTo(List.of("same-name")));
        assertThat(conversationOf(namesake)).isNotEqualTo(writer);
    }

    @Test
    void theWorkOfTheAbsorbedGoesOnInTheSurvivor() {
        // Room also for what other tests have left waiting.
        AgentId agent = hired(3, 1000);
        says(agent, Presence.AVAILABLE);
        Address web = someone();
        ConversationId absorbed = asks(web);
        await(WorkAssigned.class, absorbed);
        ConversationId survivor = placed(someone(), "nothing of it");
        command(new dev.onethread.contracts.DeskCommand.Release(id(), Instant.now(), survivor, 1, null));

        merge(UUID.randomUUID(), survivor, absorbed).statusCode(200);

        await(WorkReleased.class, absorbed);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "ASSIGNED".equals(state(survivor)));
        assertThat(state(absorbed)).isEqualTo("IDLE");
        assertThat(column("select agent from work where conversation = $1::text::uuid", survivor.toString()))
                .isEqualTo(agent.value());
        assertThat(doubts(absorbed)).isEmpty();
        assertThat(doubts(survivor)).isEmpty();
    }

    /// Two replicas place what both addresses say while they are merged and taken apart again and again:
    /// nothing is lost, nothing is twice, places have no gap, and everything stands where it belongs.
    @Test
    void mergesRaceWithMessagesOfBothAddressesOnTwoReplicas() throws Exception {
        for (int round = 0; round < 6; round++) {
            Address web = someone();
            Address other = someone();
            ConversationId one = placed(web, "begins");
            ConversationId two = placed(other, "begins");
            UUID merge = UUID.randomUUID();
            int each = 12;
            together(() -> says(web, each), () -> says(other, each), () -> {
                merge(merge, one, two).statusCode(200);
                unmerge(merge).statusCode(200);
                merge(UUID.randomUUID(), two, one).statusCode(200);
                return null;
            });

            assertThat(conversationOf(web)).isEqualTo(two);
            assertThat(conversationOf(other)).isEqualTo(two);
            assertThat(placed(web) + placed(other)).isEqualTo(2 * each + 2);
            for (ConversationId conversation : List.of(one, two)) {
                gapless(conversation);
            }
            // Once more apart, each has what it said, all of it and in its order.
            unmerge(UUID.fromString(column(
                            "select id::text from merge where withdrawn_at is null and absorbed = $1::text::uuid",
                            one.toString())))
                    .statusCode(200);
            assertThat(messagesOf(one)).isEqualTo(ids(web, each));
            assertThat(messagesOf(two)).isEqualTo(ids(other, each));
        }
    }

    @Test
    void equalEvidenceOfTwoAddressesAtOnceJoinsThem() throws Exception {
        for (int round = 0; round < 10; round++) {
            String mail = UUID.randomUUID() + "@shop.example";
            Address web = someone();
            Address other = someone();
            together(
                    () -> retried(batch(proved(web, Proof.Kind.MAIL, mail), message(web, 1, "one"))),
                    () -> retried(batch(proved(other, Proof.Kind.MAIL, mail), message(other, 1, "two"))));

            assertThat(conversationOf(web)).isEqualTo(conversationOf(other));
        }
    }

    @Test
    void twoWhoMergeTheSameTwoTheOtherWayRoundMakeOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            Address web = someone();
            Address other = someone();
            ConversationId one = placed(web, "one");
            ConversationId two = placed(other, "two");
            List<Integer> codes = new ArrayList<>();
            together(
                    () -> codes.add(merge(UUID.randomUUID(), one, two).extract().statusCode()),
                    () -> codes.add(merge(UUID.randomUUID(), two, one).extract().statusCode()));

            assertThat(codes).containsExactlyInAnyOrder(200, 409);
            assertThat(conversationOf(web)).isEqualTo(conversationOf(other));
        }
    }

    private Object says(Address address, int messages) throws Exception {
        for (int number = 2; number <= messages + 1; number++) {
            retried(batch(message(address, number, "message " + number)));
        }
        return address;
    }

    @SafeVarargs
    private static void together(Callable<Object>... all) throws Exception {
        CyclicBarrier start = new CyclicBarrier(all.length);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Callable<Object> each : all) {
                running.add(executor.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    /// As the consumer does it: what lost against another transaction is tried again.
    private Object retried(List<Received<FromCustomer>> batch) {
        while (true) {
            try {
                apply(batch);
                return batch;
            } catch (RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null && !(cause instanceof PgException)) {
                    cause = cause.getCause();
                }
                if (!(cause instanceof PgException pg && pg.getSqlState().startsWith("40"))) {
                    throw e;
                }
            }
        }
    }

    private void apply(List<Received<FromCustomer>> batch) {
        database.inTransaction(tx -> {
            placing.apply(tx, batch);
            return null;
        });
    }

    private ConversationId placed(Address address, String text) {
        apply(batch(message(address, 1, text)));
        return conversationOf(address);
    }

    private ConversationId conversationOf(Address address) {
        return ConversationId.of(column(
                "select c.id::text from address a join conversation c on c.customer = a.customer where a.value = $1",
                address.value()));
    }

    private static IdentityProved proved(Address address, Proof.Kind kind, String value) {
        return new IdentityProved(
                new MessageId("proved:" + UUID.randomUUID()),
                new Door(Channel.WEB, "shop"),
                address,
                Instant.now(),
                Author.UNKNOWN,
                List.of(new Proof(kind, value)));
    }

    private List<String> places(ConversationId conversation) {
        return strings(
                "select place || ' ' || address from placed_message where conversation = $1::text::uuid order by place",
                conversation.toString());
    }

    private List<String> messagesOf(ConversationId conversation) {
        return strings(
                "select message from placed_message where conversation = $1::text::uuid order by place",
                conversation.toString());
    }

    private static List<String> ids(Address address, int messages) {
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= messages + 1; number++) {
            ids.add("web:" + address.value() + ":" + number);
        }
        return ids;
    }

    private long placed(Address address) {
        return strings("select message from placed_message where address = $1", address.value())
                .size();
    }

    /// Every place up to the last was a message's, told as such, or a merge's.
    private void gapless(ConversationId conversation) {
        long last = Long.parseLong(
                column("select last_place::text from conversation where id = $1::text::uuid", conversation.toString()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> told(conversation).size() >= last);
        List<Long> told = told(conversation);
        assertThat(told).doesNotHaveDuplicates().hasSize((int) last);
    }

    private List<Long> told(ConversationId conversation) {
        List<Long> told = new ArrayList<>();
        for (TestTopics.Seen seen : topics.read(Topic.CONVERSATION_EVENTS, conversation.toString())) {
            switch (seen.event()) {
                case MessagePlaced placed -> told.add(placed.place());
                case ConversationMerged merged -> told.add(merged.place());
                case ConversationReopened reopened -> told.add(reopened.place());
                default -> {}
            }
        }
        for (TestTopics.Seen seen : topics.read(Topic.CONVERSATION_EVENTS)) {
            if (seen.event() instanceof ConversationSeparated separated
                    && separated.reopened().equals(conversation)) {
                separated.moved().forEach(moved -> told.add(moved.to()));
            }
        }
        return told;
    }

    private List<String> strings(String sql, String parameter) {
        List<String> strings = new ArrayList<>();
        for (Row row : database.query(sql, parameter)) {
            strings.add(row.getString(0));
        }
        return strings;
    }

    private static ValidatableResponse merge(UUID id, ConversationId survivor, ConversationId absorbed) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .contentType("application/json")
                .body(Map.of("survivor", survivor.toString(), "absorbed", absorbed.toString()))
                .put("/api/routing/merges/" + id)
                .then();
    }

    private static ValidatableResponse unmerge(UUID id) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .contentType("application/json")
                .body("{\"reason\": \"another one\"}")
                .put("/api/routing/merges/" + id + "/withdrawal")
                .then();
    }

    private static ValidatableResponse identity(ConversationId conversation) {
        return get("/conversations/" + conversation + "/identity").statusCode(200);
    }
}
