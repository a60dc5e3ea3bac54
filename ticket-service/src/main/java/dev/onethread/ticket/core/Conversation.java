package dev.onethread.ticket.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.TicketId;
import dev.onethread.ticket.core.Entry.Author;
import dev.onethread.ticket.core.Entry.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as its row holds it. Each step appends at most one entry, numbered one above the last:
/// under the row's lock that makes transcripts gapless. `ticket` is the newest one.
public record Conversation(
        ConversationId id,
        @Nullable CustomerId customer,
        @Nullable String customerName,
        long version,
        long lastSeq,
        long lastPlace,
        Glance glance,
        Work work,
        @Nullable Ticket ticket) {
    public static Conversation unknown(ConversationId id, Instant at) {
        return new Conversation(id, null, null, 0, 0, 0, Glance.empty(at), Work.NONE, null);
    }

    /// What a step comes to: the conversation after it and the entry to store.
    public record Step(Conversation after, Entry entry) {}

    /// A customer's message has its place here; from an address we have blocked it stands here and opens
    /// nothing. The ticket it belongs to is the newest one if that is open or was resolved no longer ago
    /// than the window; otherwise a new one under the id `fresh`.
    public Step placed(ConversationEvent.MessagePlaced event, TicketId fresh, Duration reopenWindow) {
        FromCustomer.MessageReceived message = event.message();
        var content = new Content.Message(
                event.place(),
                message.id(),
                message.channelMessage(),
                message.body(),
                message.replyTo(),
                message.circumstances());
        Glance seen = glance.received(message.address(), message.door(), message.receivedAt(), message.body());
        Author author = customerNamed(event.customer(), message.author().name());
        if (Boolean.TRUE.equals(event.blocked())) {
            return named(event.customer(), null)
                    .with(lastSeq, Math.max(lastPlace, event.place()), glance, work, ticket)
                    .step(message.receivedAt(), author, message.address(), message.door(), content);
        }
        return arrived(event.customer(), event.place(), seen)
                .named(null, customerName == null ? customerOf(message) : null)
                .ticketed(fresh, event.at(), reopenWindow, message.body().subject())
                .step(message.receivedAt(), author, message.address(), message.door(), content);
    }

    /// A group is not called by whoever writes in it first.
    private static @Nullable String customerOf(FromCustomer.MessageReceived message) {
        if (!message.address().ofGroup()) {
            return message.author().name();
        }
        Circumstances around = message.circumstances();
        return around == null || around.group() == null ? null : around.group().title();
    }

    /// Something from the customer that could not be read has its place here, so that it is not overlooked.
    public Step unreadable(ConversationEvent.UnreadablePlaced event, TicketId fresh, Duration reopenWindow) {
        Glance seen = glance.waiting(
                glance.unanswered() + 1, glance.waitingSince() == null ? event.at() : glance.waitingSince());
        var content = new Content.Unreadable(event.place(), event.message(), null, event.reason());
        return arrived(event.customer(), event.place(), seen)
                .ticketed(fresh, event.at(), reopenWindow, null)
                .step(event.at(), customerNamed(event.customer(), null), event.address(), null, content);
    }

    /// A record of this conversation could not even be taken apart here.
    public Step deadLettered(UUID deadLetter, String reason, Instant at) {
        var author = new Author(Author.Kind.CUSTOMER, customer == null ? null : customer.toString(), customerName);
        return step(at, author, null, null, new Content.Unreadable(null, null, deadLetter, reason));
    }

    public Step queued(ConversationEvent.WorkQueued event) {
        return working(work.queued(event))
                .happened(
                        event.at(),
                        new Happening("queued", null, Words.of(event.reason()), event.desk(), event.decision(), null));
    }

    public Conversation offered(ConversationEvent.WorkOffered event) {
        return working(work.offered(event));
    }

    public Step assigned(ConversationEvent.WorkAssigned event) {
        return working(work.assigned(event))
                .happened(
                        event.at(),
                        new Happening(
                                "assigned",
                                event.agent(),
                                Words.of(event.reason()),
                                event.desk(),
                                event.decision(),
                                null));
    }

    public Step released(ConversationEvent.WorkReleased event) {
        return working(work.released()).happened(event.at(), Happening.of("released", event.agent()));
    }

    public Step held(ConversationEvent.WorkHeld event) {
        return working(work.held(event)).happened(event.at(), Happening.of("held", event.agent()));
    }

    /// An agent answered. What stays unanswered is counted by the caller, who knows what the agent had seen.
    public Step replied(Content.Reply reply, AgentId agent, @Nullable String name, Address to, Door door, Instant at) {
        Body body = reply.body();
        Glance shown = glance.shows(body.text(), Glance.By.AGENT, at);
        if (body.text().isBlank() && !body.attachments().isEmpty()) {
            shown = glance.shows(body.attachments().getFirst().name(), Glance.By.AGENT, at);
        }
        return glancing(shown).step(at, agentNamed(agent, name), to, door, reply);
    }

    public Step noted(UUID note, AgentId agent, @Nullable String name, String text, Instant at) {
        return glancing(glance.shows(text, Glance.By.NOTE, at))
                .step(at, agentNamed(agent, name), null, null, new Content.Note(note, text));
    }

    /// Something nobody said took place.
    public Step happened(Instant at, Happening happening) {
        return step(at, Author.SYSTEM, null, null, new Content.Event(happening));
    }

    /// A person closed or reopened the newest ticket.
    public Step ticketChanged(Ticket changed, AgentId agent, @Nullable String name, Instant at) {
        String type = changed.isOpen() ? "reopened" : "resolved";
        return with(lastSeq, lastPlace, glance, work, changed)
                .step(at, agentNamed(agent, name), null, null, new Content.Event(Happening.of(type, agent)));
    }

    /// A replayed message takes the entry its dead letter had left: all of `placed` but another entry.
    public Conversation filled(Conversation placed) {
        return placed.with(lastSeq, placed.lastPlace(), placed.glance(), placed.work(), placed.ticket());
    }

    /// What could not be read at a place now can; lists show it if nothing newer came.
    public Conversation recovered(ConversationEvent.MessageRecovered event) {
        return event.place() == lastPlace ? previewed(event.message().body().text()) : this;
    }

    /// An entry changed by what the customer did; lists follow if it is the last one they show.
    public Conversation acted(ConversationEvent.CustomerActed event) {
        Long place = event.place();
        if (place == null || place != lastPlace || glance.previewBy() != Glance.By.CUSTOMER) {
            return this;
        }
        return switch (event.act().kind()) {
            case EDITED -> {
                Body body = event.act().body();
                yield body == null ? this : previewed(body.text());
            }
            case DELETED -> previewed("");
            case REACTED, PRESSED, BLOCKED, UNBLOCKED, BOUNCED, KEPT -> this;
        };
    }

    /// Another conversation is a strand of this one from now on.
    public Step merged(ConversationEvent.ConversationMerged event) {
        Grounds grounds = event.grounds();
        var happening = Happening.merging(
                "merged",
                grounds.by(),
                Words.of(grounds.evidence()),
                grounds.detail(),
                event.absorbed(),
                event.merge());
        return named(event.customer(), null)
                .with(lastSeq, Math.max(lastPlace, event.place()), glance, work, ticket)
                .happened(event.at(), happening);
    }

    /// This one is a strand of another from now on.
    public Step absorbed(ConversationEvent.ConversationAbsorbed event) {
        Grounds grounds = event.grounds();
        return happened(
                event.at(),
                Happening.merging(
                        "absorbed",
                        grounds.by(),
                        Words.of(grounds.evidence()),
                        grounds.detail(),
                        event.into(),
                        event.merge()));
    }

    /// What was unanswered in a strand is now unanswered here, and its matter goes on in a ticket of this
    /// one.
    public Conversation taking(Conversation strand, TicketId fresh, Instant at) {
        Ticket next = ticket;
        Ticket other = strand.ticket;
        if (other != null && other.isOpen() && (next == null || !next.isOpen())) {
            next = Ticket.open(fresh, at, Math.max(1, lastSeq), other.subject());
        }
        String name = customerName == null ? strand.customerName : customerName;
        return named(null, name).with(lastSeq, lastPlace, glance.with(strand.glance), work, next);
    }

    /// Everything of it goes on elsewhere.
    public Conversation given(AgentId by, Instant at) {
        Ticket closed = ticket == null || !ticket.isOpen() ? ticket : ticket.resolve(at, by, lastPlace);
        return with(lastSeq, lastPlace, glance.waiting(0, null), work, closed);
    }

    /// Further entries moved here.
    public Conversation movedHere(int entries, long place) {
        return with(lastSeq + entries, Math.max(lastPlace, place), glance, work, ticket);
    }

    /// A conversation of its own again: `seen` is what lists show of it. What waits has a ticket.
    public Conversation alone(Glance seen, long place, TicketId fresh, Instant at, Duration window) {
        Conversation after = with(lastSeq, Math.max(lastPlace, place), seen, work, ticket);
        return seen.unanswered() == 0 ? after : after.ticketed(fresh, at, window, null);
    }

    /// What lists show is read anew from what is left.
    public Conversation showing(Glance seen) {
        return glancing(seen);
    }

    /// `still` customer messages wait for an answer, the oldest since `since`.
    public Conversation waiting(int still, @Nullable Instant since) {
        return glancing(glance.waiting(still, since));
    }

    /// The last thing shown in lists reads differently now.
    public Conversation previewed(String text) {
        return glancing(glance.preview(text));
    }

    /// What routing calls the customer now, null where nobody knows a name.
    public Conversation called(CustomerId of, @Nullable String name) {
        return new Conversation(
                id, customer == null ? of : customer, name, version, lastSeq, lastPlace, glance, work, ticket);
    }

    public Conversation named(@Nullable CustomerId of, @Nullable String name) {
        return new Conversation(
                id,
                customer == null ? of : customer,
                name == null ? customerName : name,
                version,
                lastSeq,
                lastPlace,
                glance,
                work,
                ticket);
    }

    private Conversation arrived(CustomerId from, long place, Glance seen) {
        return named(from, null).with(lastSeq, Math.max(lastPlace, place), seen, work, ticket);
    }

    private Conversation ticketed(TicketId fresh, Instant at, Duration window, @Nullable String subject) {
        Ticket next = ticket;
        if (next == null || !next.takes(at, window)) {
            next = Ticket.open(fresh, at, lastSeq + 1, subject);
        } else if (!next.isOpen()) {
            next = next.reopen();
        }
        return with(lastSeq, lastPlace, glance, work, next);
    }

    private Author customerNamed(CustomerId from, @Nullable String name) {
        return new Author(Author.Kind.CUSTOMER, from.toString(), name == null ? customerName : name);
    }

    private static Author agentNamed(AgentId agent, @Nullable String name) {
        return new Author(Author.Kind.AGENT, agent.value(), name);
    }

    private Conversation glancing(Glance next) {
        return with(lastSeq, lastPlace, next, work, ticket);
    }

    private Conversation working(Work next) {
        return with(lastSeq, lastPlace, glance, next, ticket);
    }

    private Step step(Instant at, Author author, @Nullable Address address, @Nullable Door door, Content content) {
        var entry = new Entry(id, lastSeq + 1, at, author, address, door, content);
        return new Step(with(lastSeq + 1, lastPlace, glance, work, ticket), entry);
    }

    private Conversation with(long seq, long place, Glance next, Work working, @Nullable Ticket newest) {
        return new Conversation(id, customer, customerName, version, seq, place, next, working, newest);
    }
}
