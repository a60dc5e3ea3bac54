package dev.onethread.routing.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.DeadRecord;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.identity.Likeness;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.Customers;
import dev.onethread.routing.postgres.Places;
import dev.onethread.routing.postgres.Profiles;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Placing: whose message is it, and which place does it take in their conversation. Runs side by side, by
/// address.
@ApplicationScoped
class Placing implements Handler<FromCustomer> {
    private static final Logger LOG = Logger.getLogger(Placing.class);

    /// What a customer did other than write leaves no entry of its own, and so no gap when it cannot be read.
    private static final Set<String> ACTS = Set.of(
            "MessageEdited",
            "MessageDeleted",
            "MessageReacted",
            "ButtonPressed",
            "AddressBlocked",
            "AddressUnblocked",
            "AddressMoved",
            "DeliveryBounced",
            "UpdateKept",
            "IdentityProved",
            "ContinuationAsked");

    private final Customers customers;
    private final Places places;
    private final CustomerFacts facts;
    private final Likeness likeness;
    private final Profiles profiles;
    private final LateForErased erasures;
    private final CurrentRules rules;
    private final DeskPools pools;
    private final Languages languages;
    private final MeterRegistry metrics;

    Placing(
            Customers customers,
            Places places,
            CustomerFacts facts,
            Likeness likeness,
            Profiles profiles,
            LateForErased erasures,
            CurrentRules rules,
            DeskPools pools,
            Languages languages,
            MeterRegistry metrics) {
        this.pools = pools;
        this.customers = customers;
        this.places = places;
        this.facts = facts;
        this.likeness = likeness;
        this.profiles = profiles;
        this.erasures = erasures;
        this.rules = rules;
        this.languages = languages;
        this.metrics = metrics;
    }

    @Override
    public Topic topic() {
        return Topic.MESSAGES_RECEIVED;
    }

    @Override
    public Class<FromCustomer> type() {
        return FromCustomer.class;
    }

    @Override
    public void apply(Tx tx, List<Received<FromCustomer>> batch) {
        PlacedBatch placed = begin(tx);
        PlacedBatch.Counts counts = placed.place(batch);
        tx.afterCommit(() -> count(counts));
    }

    private void count(PlacedBatch.Counts counts) {
        metrics.counter("onethread_placed_messages").increment(counts.placed());
        metrics.counter("onethread_placed_duplicates").increment(counts.repeated());
        if (counts.strangers() > 0) {
            metrics.counter("onethread_placed_strangers").increment(counts.strangers());
            LOG.infof("what %d addresses did was left out: they have not written to us", counts.strangers());
        }
    }

    @Override
    public void unreadable(Tx tx, DeadRecord dead) {
        String type = dead.headers().getOrDefault(Wire.TYPE, "");
        if (type.startsWith(Wire.TYPE_PREFIX) && ACTS.contains(type.substring(Wire.TYPE_PREFIX.length()))) {
            return;
        }
        Optional<Address> address = address(dead.key());
        if (address.isEmpty()) {
            LOG.warnf("dead letter %s names no address, so it has no place in a conversation", dead.id());
            return;
        }
        begin(tx).placeUnread(address.get(), dead);
    }

    private PlacedBatch begin(Tx tx) {
        CurrentRules.Reading reading = rules.read(tx);
        return new PlacedBatch(
                tx,
                reading,
                languages,
                customers,
                places,
                pools.at(tx, reading.rules().version()),
                facts,
                likeness,
                profiles,
                erasures);
    }

    private static Optional<Address> address(@Nullable String key) {
        if (key == null || key.indexOf('\u0000') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.parse(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
