package dev.onethread.routing.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/// Who comes, and what they bring with them: drawn, each kind of number for each type from a source of its own, or as
/// the trace says. What the one who came last brings stands in the fields.
final class Comers {
    int type;
    int priority;
    double service;
    double patience;
    /// Decides whether they come again.
    long luck;

    private final List<ContactType> types;
    private final List<Trace.Contact> traced;
    private final int[] typeOfTraced;
    private final RandomGenerator[] arrivals;
    private final RandomGenerator[] services;
    private final RandomGenerator[] patiences;
    private final RandomGenerator[] lucks;
    private final RandomGenerator[] retries;

    Comers(Scenario scenario, Chance chance) {
        types = scenario.types();
        Trace trace = scenario.trace();
        traced = trace == null ? List.of() : trace.contacts();
        typeOfTraced = TypeIndex.of(scenario);
        arrivals = generators(chance, Chance.For.ARRIVALS);
        services = generators(chance, Chance.For.SERVICE);
        patiences = generators(chance, Chance.For.PATIENCE);
        lucks = generators(chance, Chance.For.LUCK);
        retries = generators(chance, Chance.For.RETRIES);
    }

    private RandomGenerator[] generators(Chance chance, Chance.For purpose) {
        RandomGenerator[] generators = new RandomGenerator[types.size()];
        for (int each = 0; each < generators.length; each++) {
            generators[each] = chance.of(purpose, each);
        }
        return generators;
    }

    int types() {
        return types.size();
    }

    /// The second of the next one of a type after `second`; infinite for never.
    double next(int of, double second) {
        return types.get(of).arrivals().next(second, arrivals[of]);
    }

    /// The second of a contact of the trace; infinite after the last.
    double traced(int index) {
        return index < traced.size() ? traced.get(index).arrival() : Double.POSITIVE_INFINITY;
    }

    /// One of a type comes.
    void draw(int of) {
        ContactType contact = types.get(of);
        type = of;
        priority = contact.priority();
        service = contact.service().sample(services[of]);
        patience = contact.patience().sample(patiences[of]);
        luck = lucks[of].nextLong();
    }

    /// One of the trace comes.
    void follow(int index) {
        Trace.Contact contact = traced.get(index);
        type = typeOfTraced[index];
        priority = contact.priority();
        service = contact.service();
        patience = contact.patience();
        luck = lucks[type].nextLong();
    }

    /// In how many seconds one of a type who has given up comes again; infinite for never.
    double again(int of, long itsLuck, int attempts) {
        ContactType.Retry retry = types.get(of).retry();
        return retry != null && Chance.share(itsLuck, attempts) < retry.share()
                ? retry.after().sample(retries[of])
                : Double.POSITIVE_INFINITY;
    }
}
