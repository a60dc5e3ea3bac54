package dev.onethread.routing.simulation;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Presence;
import dev.onethread.routing.core.Effect;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One run of a scenario. A customer who comes writes, an agent who has finished releases, a customer who gives up is
/// released, too; shifts are presences; an offer is accepted, or rings in vain. Everything else the engine decides.
///
/// After the horizon contacts go on coming without being counted until the counted ones have been served or have left
/// (for at most as long again), so that none is judged by half of its wait.
public final class Simulation {
    /// Told of each first attempt as it is drawn, before the engine knows of it.
    @FunctionalInterface
    public interface Watch {
        void arrived(double second, int type, double service);
    }

    /// A run that was stopped from outside, or took more inputs than it may.
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped(String why) {
            super(why);
        }
    }

    // What an event is about, in the upper byte; in this order at the same microsecond: agents change and become free
    // before anybody gives up or comes.
    private static final int SHIFT = 0;
    private static final int FINISHED = 1;
    private static final int ANSWER = 2;
    private static final int PATIENCE = 3;
    private static final int RETRY = 4;
    private static final int ARRIVAL = 5;
    private static final int TRACED = 6;
    private static final int RETURN = 7;
    private static final int CHECK_EVERY = 4096;

    private final Scenario scenario;
    private final VirtualPool pool;
    private final Agenda agenda = new Agenda();
    private final Contacts contacts = new Contacts();
    private final Tallies tallies;
    private final Occupation occupation;
    private final Crowd crowd;
    private final Course course;
    private final Comers comers;
    private final boolean[] works;
    private final RandomGenerator answering;
    private final @Nullable Watch watch;
    private final long warmup;
    private final long horizon;
    private final long target;
    private long now;
    private int countedWaiting;
    private int working;

    private Simulation(Scenario scenario, long seed, int replication, @Nullable Watch watch) {
        this.scenario = scenario;
        this.watch = watch;
        pool = new VirtualPool(scenario);
        tallies = new Tallies(scenario);
        warmup = micros(scenario.warmup());
        horizon = micros(scenario.horizon());
        target = micros(scenario.target());
        occupation = new Occupation(pool.agents(), warmup, horizon);
        crowd = new Crowd(scenario.lines());
        course = new Course(scenario.warmup(), scenario.horizon());
        Chance chance = new Chance(seed, replication);
        comers = new Comers(scenario, chance);
        works = new boolean[pool.agents()];
        answering = chance.of(Chance.For.ANSWERS, 0);
    }

    /// The same scenario, seed and replication always give the same outcome.
    public static Outcome run(Scenario scenario, long seed, int replication) {
        return run(scenario, seed, replication, null, () -> false, Long.MAX_VALUE);
    }

    /// @throws Stopped as soon as `stop` says so, and after `most` inputs
    public static Outcome run(
            Scenario scenario, long seed, int replication, @Nullable Watch watch, BooleanSupplier stop, long most) {
        return new Simulation(scenario, seed, replication, watch).run(stop, most);
    }

    private Outcome run(BooleanSupplier stop, long most) {
        begin();
        long drained = horizon + (horizon - warmup);
        for (long steps = 1; ; steps++) {
            long due = pool.nextDue();
            long next = Math.min(due, agenda.nextTime());
            if (next >= horizon && (countedWaiting == 0 || next >= drained) || next == Long.MAX_VALUE) {
                break;
            }
            now = next;
            if (due <= agenda.nextTime()) {
                follow(pool.passTime(now));
            } else {
                long what = agenda.nextWhat();
                agenda.removeNext();
                happen((int) (what >>> 56), (int) (what >>> 32) & 0xFFFFFF, (int) what);
            }
            if (steps % CHECK_EVERY == 0) {
                if (stop.getAsBoolean()) {
                    throw new Stopped("stopped");
                }
                if (pool.inputs() > most) {
                    throw new Stopped("more than " + most + " inputs");
                }
            }
        }
        return finish();
    }

    private void begin() {
        for (int agent = 0; agent < pool.agents(); agent++) {
            AgentGroup group = group(agent);
            if (group.works(0)) {
                works[agent] = true;
                working++;
                follow(pool.say(agent, Presence.AVAILABLE, 0));
            }
            schedule(group.nextChange(0), SHIFT, agent);
        }
        for (int type = 0; type < comers.types(); type++) {
            schedule(comers.next(type, 0), ARRIVAL, type);
        }
        schedule(comers.traced(0), TRACED, 0);
    }

    private AgentGroup group(int agent) {
        return scenario.agents().get(pool.group(agent));
    }

    private void schedule(double second, int kind, int index) {
        if (second < Double.POSITIVE_INFINITY) {
            agenda.add(micros(second), (long) kind << 56 | index);
        }
    }

    /// In so many seconds, unless the contact has moved on by then.
    private void later(double seconds, int kind, int slot) {
        if (seconds < Double.POSITIVE_INFINITY) {
            long turn = contacts.turn[slot] & 0xFFFFFF;
            agenda.add(now + micros(seconds), (long) kind << 56 | turn << 32 | slot);
        }
    }

    private static long micros(double seconds) {
        return Math.round(seconds * 1e6);
    }

    private void happen(int kind, int turn, int index) {
        switch (kind) {
            case SHIFT -> shift(index);
            case FINISHED -> finished(index);
            case ANSWER -> answer(turn, index);
            case PATIENCE -> patienceEnds(turn, index);
            case RETRY -> attempt(index);
            case ARRIVAL -> arrive(index);
            case TRACED -> arriveTraced(index);
            case RETURN -> comesBack(index);
            default -> throw new IllegalStateException("no event " + kind);
        }
    }

    private void shift(int agent) {
        double second = now / 1e6;
        AgentGroup group = group(agent);
        schedule(group.nextChange(second), SHIFT, agent);
        // One shift may begin where another ends.
        if (works[agent] == group.works(second)) {
            return;
        }
        works[agent] = !works[agent];
        working += works[agent] ? 1 : -1;
        follow(pool.say(agent, works[agent] ? Presence.AVAILABLE : Presence.AWAY, now));
        if (working == 0 && scenario.closing() == Scenario.Closing.SEND_AWAY) {
            for (int slot = 0; slot < contacts.slots(); slot++) {
                if (contacts.state[slot] == Contacts.WAITING) {
                    count(slot, tally -> tally.sentAway++);
                    leave(slot);
                    contacts.give(slot);
                }
            }
        }
    }

    private void arrive(int type) {
        comers.draw(type);
        enter();
        schedule(comers.next(type, now / 1e6), ARRIVAL, type);
    }

    private void arriveTraced(int index) {
        comers.follow(index);
        enter();
        schedule(comers.traced(index + 1), TRACED, index + 1);
    }

    private void enter() {
        if (watch != null) {
            watch.arrived(now / 1e6, comers.type, comers.service);
        }
        int slot = contacts.take();
        contacts.type[slot] = comers.type;
        contacts.priority[slot] = comers.priority;
        contacts.service[slot] = comers.service;
        contacts.patience[slot] = comers.patience;
        contacts.luck[slot] = comers.luck;
        contacts.attempt[slot] = 0;
        contacts.waited[slot] = 0;
        contacts.counted[slot] = now >= warmup && now < horizon;
        count(slot, tally -> tally.fresh++);
        attempt(slot);
    }

    private void attempt(int slot) {
        if (contacts.attempt[slot]++ > 0) {
            count(slot, tally -> tally.retries++);
        }
        boolean closed = working == 0 && scenario.closing() == Scenario.Closing.SEND_AWAY;
        if (closed || crowd.full()) {
            count(slot, tally -> tally.turnedAway++);
            contacts.give(slot);
            return;
        }
        contacts.state[slot] = Contacts.WAITING;
        contacts.came[slot] = now;
        crowd.came();
        countedWaiting += contacts.counted[slot] ? 1 : 0;
        ConversationId id = contacts.open(slot);
        follow(pool.write(id, contacts.type[slot], contacts.priority[slot], now));
        if (contacts.state[slot] == Contacts.WAITING) {
            wait(slot);
        } else {
            count(slot, tally -> tally.attempts++);
        }
    }

    /// Nobody took it within the step it came in.
    private void wait(int slot) {
        if (crowd.overcrowded()) {
            count(slot, tally -> tally.turnedAway++);
            leave(slot);
            contacts.give(slot);
            return;
        }
        count(slot, tally -> {
            tally.attempts++;
            tally.delayed++;
        });
        later(contacts.patience[slot], PATIENCE, slot);
    }

    private void patienceEnds(int turn, int slot) {
        if ((contacts.turn[slot] & 0xFFFFFF) != turn || contacts.state[slot] != Contacts.WAITING) {
            return;
        }
        long waited = now - contacts.came[slot];
        contacts.waited[slot] += waited;
        count(slot, tally -> {
            tally.abandoned++;
            tally.waitOfAll += waited / 1e6;
        });
        note(slot, waited);
        leave(slot);
        double again = comers.again(contacts.type[slot], contacts.luck[slot], contacts.attempt[slot]);
        if (again < Double.POSITIVE_INFINITY) {
            contacts.state[slot] = Contacts.AWAY;
            contacts.turn[slot]++;
            later(again, RETRY, slot);
        } else {
            contacts.give(slot);
        }
    }

    /// Out of the queue, without having been served.
    private void leave(int slot) {
        contacts.state[slot] = Contacts.AWAY;
        crowd.leftWaiting();
        countedWaiting -= contacts.counted[slot] ? 1 : 0;
        follow(pool.release(contacts.id(slot), now));
    }

    private void finished(int slot) {
        occupation.held(contacts.agent[slot], weight(slot), contacts.began[slot], now);
        crowd.leftServed();
        ConversationId id = contacts.id(slot);
        contacts.give(slot);
        follow(pool.release(id, now));
    }

    private void answer(int offer, int slot) {
        if ((contacts.offer[slot] & 0xFFFFFF) == offer && contacts.state[slot] == Contacts.WAITING) {
            follow(pool.accept(contacts.id(slot), contacts.agent[slot], now));
        }
    }

    private void follow(List<Effect> effects) {
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            if (effect instanceof Effect.Assigned assigned) {
                int slot = contacts.slot(assigned.conversation());
                if (slot >= 0 && contacts.state[slot] == Contacts.WAITING) {
                    serve(slot, pool.index(assigned.agent()));
                }
            } else if (effect instanceof Effect.Offered offered) {
                int slot = contacts.slot(offered.conversation());
                if (slot >= 0 && contacts.state[slot] == Contacts.WAITING) {
                    ring(slot, pool.index(offered.agent()), pool.micros(offered.until()));
                }
            } else if (effect instanceof Effect.MadeAway away) {
                int agent = pool.index(away.agent());
                schedule(now / 1e6 + group(agent).answers().backAfter().sample(answering), RETURN, agent);
            }
        }
    }

    private void ring(int slot, int agent, long until) {
        contacts.agent[slot] = agent;
        contacts.offer[slot]++;
        AgentGroup.Answers answers = group(agent).answers();
        boolean answered = answering.nextDouble() < answers.share();
        long at = now + micros(answers.after().sample(answering));
        if (answered && at < until) {
            agenda.add(at, (long) ANSWER << 56 | (contacts.offer[slot] & 0xFFFFFFL) << 32 | slot);
        }
    }

    private void comesBack(int agent) {
        if (works[agent]) {
            follow(pool.say(agent, Presence.AVAILABLE, now));
        }
    }

    private void serve(int slot, int agent) {
        contacts.state[slot] = Contacts.SERVED;
        contacts.turn[slot]++;
        contacts.agent[slot] = agent;
        contacts.began[slot] = now;
        crowd.served();
        countedWaiting -= contacts.counted[slot] ? 1 : 0;
        long waited = now - contacts.came[slot];
        long whole = contacts.waited[slot] + waited;
        boolean inTarget = whole <= target;
        count(slot, tally -> {
            tally.served++;
            tally.servedInTarget += inTarget ? 1 : 0;
            tally.waitOfServed += whole / 1e6;
            tally.waitOfAll += waited / 1e6;
            tally.waited(whole);
        });
        note(slot, waited);
        later(contacts.service[slot], FINISHED, slot);
    }

    private void note(int slot, long waited) {
        if (contacts.counted[slot]) {
            course.add(contacts.came[slot] / 1e6, waited / 1e6);
        }
    }

    private int weight(int slot) {
        return scenario.types().get(contacts.type[slot]).weight();
    }

    private void count(int slot, Consumer<Tally> counting) {
        if (contacts.counted[slot]) {
            for (Tally tally : tallies.of(contacts.type[slot], contacts.priority[slot])) {
                counting.accept(tally);
            }
        }
    }

    private Outcome finish() {
        for (int slot = 0; slot < contacts.slots(); slot++) {
            if (contacts.state[slot] == Contacts.SERVED) {
                occupation.held(contacts.agent[slot], weight(slot), contacts.began[slot], horizon);
            } else if (contacts.state[slot] == Contacts.WAITING) {
                count(slot, tally -> tally.left++);
            }
        }
        return new Outcome(tallies.named(), occupation.shares(this::worked), pool.groups(), course, pool.inputs());
    }

    private double worked(int agent) {
        AgentGroup group = group(agent);
        return group.capacity() * group.worked(scenario.warmup(), scenario.horizon());
    }
}
