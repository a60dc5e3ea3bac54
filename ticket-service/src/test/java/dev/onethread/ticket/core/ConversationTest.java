package dev.onethread.ticket.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.TicketId;
import dev.onethread.ticket.testing.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final AgentId ANNA = new AgentId("anna");

    private final Events customer = Events.ofWeb();
    private final Conversation fresh = Conversation.unknown(customer.conversation(), Events.NOW);

    @Test
    void theFirstMessageOpensATicketAndTheSecondJoinsIt() {
        Conversation one = place(fresh, 1, Events.NOW);
        Conversation two = place(one, 2, Events.NOW);
        assertThat(one.ticket()).isNotNull().returns(true, Ticket::isOpen).returns(1L, Ticket::firstSeq);
        assertThat(two.ticket()).isEqualTo(one.ticket());
        assertThat(two.lastSeq()).isEqualTo(2);
    }

    @Test
    void aMessageWithinTheWindowReopensAndALaterOneOpensANewTicket() {
        Conversation resolved = resolved(place(fresh, 1, Events.NOW), Events.NOW);
        Conversation soon = place(resolved, 2, Events.NOW.plus(WINDOW));
        Conversation late = place(resolved, 2, Events.NOW.plus(WINDOW).plusMillis(1));
        assertThat(soon.ticket().id()).isEqualTo(resolved.ticket().id());
        assertThat(soon.ticket().isOpen()).isTrue();
        assertThat(late.ticket().id()).isNotEqualTo(resolved.ticket().id());
        assertThat(late.ticket().isOpen()).isTrue();
    }

    @Test
    void everyStepTakesTheNextNumber() {
        Conversation c = place(fresh, 1, Events.NOW);
        var noted = c.noted(UUID.randomUUID(), ANNA, "Anna", "look", Events.NOW);
        var replied = noted.after()
                .replied(
                        new Entry.Content.Reply(reply(), Body.text("hi"), null, null),
                        ANNA,
                        "Anna",
                        customer.address(),
                        customer.door(),
                        Events.NOW);
        assertThat(noted.entry().seq()).isEqualTo(2);
        assertThat(replied.entry().seq()).isEqualTo(3);
        assertThat(replied.after().lastSeq()).isEqualTo(3);
    }

    @Test
    void theOldestUnansweredMessageIsWhatWaits() {
        Conversation two = place(place(fresh, 1, Events.NOW), 2, Events.NOW.plusSeconds(60));
        assertThat(two.glance().unanswered()).isEqualTo(2);
        assertThat(two.glance().waitingSince()).isEqualTo(Events.NOW);
        assertThat(two.waiting(0, null).glance().waitingSince()).isNull();
    }

    @Test
    void anUnreadableMessageWaitsLikeAnyOther() {
        var unreadable = new dev.onethread.contracts.ConversationEvent.UnreadablePlaced(
                customer.conversation(), Events.NOW, customer.customer(), 1, customer.address(), null, "no JSON");
        var step = fresh.unreadable(unreadable, ticket(), WINDOW);
        assertThat(step.after().glance().unanswered()).isEqualTo(1);
        assertThat(step.after().ticket()).isNotNull();
        assertThat(step.entry().content()).isInstanceOf(Entry.Content.Unreadable.class);
    }

    @Test
    void aPreviewIsOneShortLineAndNeverHalfASymbol() {
        String text = "a".repeat(159) + "😀😀\nmore";
        Conversation c =
                fresh.placed(customer.placed(1, text), ticket(), WINDOW).after();
        assertThat(c.glance().preview()).isEqualTo("a".repeat(159));
    }

    private Conversation place(Conversation c, long place, Instant at) {
        return c.placed(customer.placed(place, Body.text("hello"), at), ticket(), WINDOW)
                .after();
    }

    private static Conversation resolved(Conversation c, Instant at) {
        return c.ticketChanged(c.ticket().resolve(at, ANNA, c.lastPlace()), ANNA, "Anna", at)
                .after();
    }

    private static TicketId ticket() {
        return new TicketId(UUID.randomUUID());
    }

    private static ReplyId reply() {
        return new ReplyId(UUID.randomUUID());
    }
}
