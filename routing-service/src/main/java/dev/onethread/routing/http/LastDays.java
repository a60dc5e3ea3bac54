package dev.onethread.routing.http;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Past;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Comparison;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.core.Writer;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.Customers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What rules would have said of the messages that came lately, read again from the topic they came on: nothing of
/// what customers wrote is kept for it.
@ApplicationScoped
class LastDays {
    private static final int CHUNK = 500;
    /// A replica reads for so many callers at once; others wait their turn.
    private static final int AT_ONCE = 2;

    private final Past past;
    private final Database database;
    private final Customers customers;
    private final CustomerFacts facts;
    private final Languages languages;
    private final int messages;
    private final Duration patience;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    LastDays(
            Past past,
            Database database,
            Customers customers,
            CustomerFacts facts,
            Languages languages,
            @ConfigProperty(name = "onethread.routing.trial.messages", defaultValue = "20000") int messages,
            @ConfigProperty(name = "onethread.routing.trial.patience", defaultValue = "PT8S") Duration patience) {
        this.past = past;
        this.database = database;
        this.customers = customers;
        this.facts = facts;
        this.languages = languages;
        this.messages = messages;
        this.patience = patience;
    }

    TrialViews.PastView compare(Rules before, Rules after, int days, Instant since) {
        take();
        try {
            return read(new Comparison(before, after, languages), days, since);
        } finally {
            turns.release();
        }
    }

    private void take() {
        try {
            if (turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new Problem(429, "busy", "others are looking at the last days: try again in a moment");
    }

    private TrialViews.PastView read(Comparison comparison, int days, Instant since) {
        List<MessageReceived> chunk = new ArrayList<>();
        // A channel may deliver a message twice; it counts once.
        Set<MessageId> seen = new HashSet<>();
        Past.Reading reading =
                past.read(Topic.MESSAGES_RECEIVED, FromCustomer.class, since, messages, patience, received -> {
                    if (received.event() instanceof MessageReceived message
                            && received.replayOf() == null
                            && seen.add(message.id())) {
                        chunk.add(message);
                        if (chunk.size() == CHUNK) {
                            count(comparison, chunk);
                        }
                    }
                });
        count(comparison, chunk);
        return TrialViews.PastView.of(days, reading, comparison.counts());
    }

    private void count(Comparison comparison, List<MessageReceived> chunk) {
        Map<Address, Writer> writers = comparison.askTheWriter() ? writers(chunk) : Map.of();
        for (MessageReceived message : chunk) {
            comparison.add(message, writers.getOrDefault(message.address(), Writer.UNKNOWN));
        }
        chunk.clear();
    }

    private Map<Address, Writer> writers(List<MessageReceived> chunk) {
        var addresses = chunk.stream().map(MessageReceived::address).collect(Collectors.toSet());
        return database.inTransaction(tx -> {
            Map<Address, Customers.Known> known = customers.find(tx, addresses);
            Map<ConversationId, Writer> writers = facts.writers(
                    tx,
                    known.values().stream().map(Customers.Known::conversation).collect(Collectors.toSet()));
            return known.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> writers.getOrDefault(entry.getValue().conversation(), Writer.UNKNOWN)));
        });
    }
}
