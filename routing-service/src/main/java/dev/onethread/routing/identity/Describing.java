package dev.onethread.routing.identity;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.Contended;
import dev.onethread.routing.postgres.Places;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Profiles.Root;
import dev.onethread.routing.postgres.Strands;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/// Changes what is known of a customer, and tells. The conversation that goes on is locked meanwhile, so that a merge
/// comes before or after, and the word of it goes to whoever is shown.
@ApplicationScoped
public class Describing {
    private final Contended contended;
    private final Profiles profiles;
    private final Places places;
    private final Strands strands;

    Describing(Contended contended, Profiles profiles, Places places, Strands strands) {
        this.contended = contended;
        this.profiles = profiles;
        this.places = places;
        this.strands = strands;
    }

    /// `change` says whether anything is different; `after` is what the caller wants to see of it.
    /// @return empty where others were always faster
    public <T> Optional<T> change(CustomerId customer, BiPredicate<Tx, Root> change, BiFunction<Tx, Root, T> after) {
        return contended.inTransaction(tx -> {
            Root root = profiles.root(tx, customer).orElseThrow(Unknown::new);
            places.lock(tx, List.of(root.conversation()));
            if (!profiles.root(tx, customer).orElseThrow(Unknown::new).equals(root)) {
                places.lookAgain(tx);
            }
            if (change.test(tx, root)) {
                profiles.changed(tx, List.of(root.customer()), strands.now(tx));
            }
            return after.apply(tx, root);
        });
    }

    /// There is no such customer.
    public static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
