package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskEvent.AgentNoted;
import dev.onethread.contracts.DeskEvent.ChannelLoad;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.DeskEvent.CommandRefused;
import dev.onethread.contracts.DeskEvent.DeskQueue;
import dev.onethread.contracts.DeskEvent.QueueFacts;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.contracts.DeskEvent.QueuePlaces;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Engine.AgentView;
import dev.onethread.routing.core.Input;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.Step;
import dev.onethread.routing.kafka.DecisionLog.Cause;
import dev.onethread.routing.postgres.AgentPast;
import dev.onethread.routing.postgres.Decisions.Origin;
import dev.onethread.routing.postgres.Pools;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A batch of a pool's inputs in one transaction: everything they change is written once, at the end.
final class Turn {
    private final Tx tx;
    private final OwnedPool pool;
    private final DispatchTables tables;
    private final Policy policy;
    private final Instant now;
    private final Engine engine;

    private final Set<ConversationId> conversations = new LinkedHashSet<>();
    private final Set<ConversationId> handedOver = new HashSet<>();
    private final Map<ConversationId, RequestId> forgotten = new LinkedHashMap<>();
    private final Set<AgentId> agents = new TreeSet<>();
    private final Set<AgentId> silenced = new HashSet<>();
    private final List<AgentPast.State> past = new ArrayList<>();
    private final Map<CommandId, Optional<String>> outcomes = new LinkedHashMap<>();
    private final DecisionLog log;
    private final Asked asked;
    private Set<ConversationId> recalled = Set.of();

    /// A batch of commands, and what was asked about them along with whether the pool is still ours.
    /// `subjects` is null while there is no engine to say which of them it holds.
    private record Asked(
            List<Received<DeskCommand>> commands,
            Supplier<Map<CommandId, Optional<String>>> seen,
            @Nullable Supplier<Subjects> subjects) {}

    private Turn(Tx tx, OwnedPool pool, DispatchTables tables, Policy policy, Instant now, Engine engine, Asked asked) {
        this.asked = asked;
        this.tx = tx;
        this.pool = pool;
        this.tables = tables;
        this.policy = policy;
        this.now = now;
        this.engine = engine;
        log = new DecisionLog(tx, pool, now, engine::conversation);
    }

    /// For a batch of commands, or for none.
    /// @throws dev.onethread.delivery.Fenced when the pool is another's by now
    static Turn begin(
            Tx tx, OwnedPool pool, DispatchTables tables, Policy policy, List<Received<DeskCommand>> commands) {
        Pools.Confirmation ours = tables.pools().confirm(tx, pool.id(), pool.epoch());
        Engine engine = pool.engine();
        Asked asked = new Asked(
                commands,
                tables.commands().find(tx, answered(commands)),
                engine == null ? null : Subjects.of(tx, pool, engine, tables.work(), commands));
        Instant now = ours.now();
        pool.clock(now);
        if (engine != null) {
            return new Turn(tx, pool, tables, policy, now, engine, asked);
        }
        return rebuilt(tx, pool, tables, policy, now, asked);
    }

    private static Turn rebuilt(Tx tx, OwnedPool pool, DispatchTables tables, Policy policy, Instant now, Asked asked) {
        Building building = Building.of(tx, tables, pool.id(), policy);
        Engine built = building.engine();
        pool.built(built, building.state(), building.agents());
        pool.desks(tables.desks().pools(tx));
        Turn turn = new Turn(tx, pool, tables, policy, now, built, asked);
        // What changed while nobody dispatched the pool takes effect now.
        Cause cause = new Cause(pool.nextTurn(), null);
        Step step = Meanwhile.of(tx, () -> built.apply(new Input.Configured(building.configuration()), now));
        turn.take(step, cause);
        return turn;
    }

    private static List<CommandId> answered(List<Received<DeskCommand>> commands) {
        return commands.stream()
                .map(Received::event)
                .filter(Turn::answered)
                .map(DeskCommand::id)
                .toList();
    }

    /// Obeys the commands.
    void obey() {
        Map<CommandId, Optional<String>> seen = new HashMap<>(asked.seen().get());
        Supplier<Subjects> told = asked.subjects();
        Subjects subjects =
                (told == null ? Subjects.of(tx, pool, engine, tables.work(), asked.commands()) : told).get();
        recalled = subjects.recalled();
        for (Received<DeskCommand> received : asked.commands()) {
            DeskCommand sent = received.event();
            Optional<String> before = seen.get(sent.id());
            if (before != null) {
                answer(sent.id(), before.orElse(null), Engine.subject(sent));
                continue;
            }
            DeskCommand command = subjects.asOf(sent);
            PoolId elsewhere = command == null ? null : subjects.elsewhere(command);
            if (command != null && elsewhere != null) {
                tx.publish(Topic.DESK_COMMANDS, elsewhere.value(), command);
                continue;
            }
            Optional<String> refused = command == null
                    ? Optional.empty()
                    : heed(command, new Origin(received.partition(), received.offset()));
            if (answered(sent)) {
                seen.put(sent.id(), refused);
                outcomes.put(sent.id(), refused);
                answer(sent.id(), refused.orElse(null), Engine.subject(sent));
            }
        }
    }

    void passTime() {
        Instant due = engine.nextDue();
        if (due != null && !due.isAfter(now)) {
            take(new Input.TimePassed(), null);
        }
        if (pool.standing().due(now)) {
            tellQueues();
            pool.notes().due(this::agent).forEach(view -> tell(noted(view)));
        }
    }

    /// Nobody waits for the answer to what placing says and to what follows of merges; their places make them
    /// harmless when they come again.
    private static boolean answered(DeskCommand command) {
        return !(command instanceof CustomerWrote
                || command instanceof DeskCommand.Absorb
                || command instanceof DeskCommand.TakeIn
                || command instanceof DeskCommand.Separate
                || command instanceof DeskCommand.Forget);
    }

    private Optional<String> heed(DeskCommand command, Origin origin) {
        configureFor(command);
        return take(new Input.Commanded(withinPool(command)), origin);
    }

    /// What is sent on to a desk of another pool is handed over to that pool.
    private DeskCommand withinPool(DeskCommand command) {
        if (command instanceof DeskCommand.Transfer transfer && transfer.agent() == null) {
            return handingOver(command, transfer.conversation(), transfer.desk(), transfer.by());
        }
        if (command instanceof DeskCommand.Requeue requeue) {
            return handingOver(command, requeue.conversation(), requeue.desk(), requeue.by());
        }
        return command;
    }

    private DeskCommand handingOver(
            DeskCommand command, ConversationId conversation, @Nullable DeskId desk, @Nullable AgentId by) {
        PoolId other = desk == null ? null : pool.desks().get(desk);
        return desk == null || other == null || other.equals(pool.id())
                ? command
                : new DeskCommand.HandOver(command.id(), command.at(), conversation, other, desk, by);
    }

    private void configureFor(DeskCommand command) {
        AgentId named = Named.agent(command);
        boolean behind = command instanceof ConfigurationChanged changed
                ? changed.version() > engine.configurationVersion()
                : named != null && !engine.knows(named);
        if (behind && tables.configurations().current(tx).number() > engine.configurationVersion()) {
            pool.desks(tables.desks().pools(tx));
            // A pool that has lost its last desk is about to be deleted, and goes on as it was until then.
            if (pool.desks().containsValue(pool.id())) {
                take(new Input.Configured(tables.configurations().load(tx, pool.id(), policy)), null);
            }
        }
    }

    /// @return why the input's command was refused
    private Optional<String> take(Input input, @Nullable Origin origin) {
        Cause cause = new Cause(pool.nextTurn(), origin);
        return take(engine.apply(input, now), cause);
    }

    private Optional<String> take(Step step, Cause cause) {
        Optional<String> refused = Optional.empty();
        for (Effect effect : step.effects()) {
            log.tell(effect, cause);
            switch (effect) {
                case Effect.Refused refusal ->
                    refused = Optional.of(refusal.reason().code());
                case Effect.HandedOver over -> handedOver.add(over.conversation());
                case Effect.MadeAway away -> silenced.add(away.agent());
                case Effect.Forgotten gone -> forgotten.put(gone.conversation(), gone.request());
                case Effect.Accepted accepted -> {}
                case Effect.Queued queued -> {}
                case Effect.Offered offered -> {}
                case Effect.Assigned assigned -> {}
                case Effect.Released released -> {}
                case Effect.Held held -> {}
                case Effect.Told told -> {}
            }
        }
        for (ConversationId id : step.conversations()) {
            Conversation conversation = engine.conversation(id);
            if (conversation != null) {
                pool.waits(conversation);
            }
        }
        for (AgentId agent : step.agents()) {
            AgentView view = agent(agent);
            if (view != null && pool.notes().looksOther(view)) {
                past.add(looks(view, cause.turn()));
            }
        }
        conversations.addAll(step.conversations());
        agents.addAll(step.agents());
        return refused;
    }

    /// Null for one whom the configuration has lost to another pool meanwhile.
    private @Nullable AgentView agent(AgentId id) {
        return engine.knows(id) ? engine.agent(id) : null;
    }

    private static AgentPast.State looks(AgentView view, long turn) {
        Presence presence = view.state().connected() ? view.presence() : Presence.OFFLINE;
        Map<Channel, Integer> held = new EnumMap<>(Channel.class);
        view.channels().forEach(each -> held.put(each.channel(), each.held()));
        return new AgentPast.State(view.state().agent(), turn, presence, view.load(), held);
    }

    private void answer(CommandId id, @Nullable String refused, @Nullable ConversationId conversation) {
        tell(
                refused == null
                        ? new CommandAccepted(pool.id(), now, id)
                        : new CommandRefused(pool.id(), now, id, refused, conversation));
    }

    private void tellQueues() {
        List<DeskQueue> facts = pool.standing().queues(engine.queues());
        if (!facts.isEmpty()) {
            tell(new QueueFacts(pool.id(), now, pool.epoch(), facts));
            tables.paces().save(tx, engine.paces());
        }
        List<QueuePlace> places = pool.standing().places(engine.places(Standing.TOLD));
        if (!places.isEmpty()) {
            tell(new QueuePlaces(pool.id(), now, pool.epoch(), places));
        }
    }

    private AgentNoted noted(AgentView view) {
        return new AgentNoted(
                pool.id(),
                now,
                view.state().agent(),
                view.presence(),
                view.load(),
                view.capacity(),
                view.state().presenceVersion(),
                view.state().status(),
                silenced.contains(view.state().agent()) ? "silent" : null,
                view.channels().stream()
                        .map(each -> new ChannelLoad(each.channel(), each.held(), each.limit()))
                        .toList());
    }

    private void tell(DeskEvent event) {
        tx.publish(Topic.DESK_EVENTS, pool.id().value(), event);
    }

    /// Writes what changed.
    void end() {
        List<Conversation> changed = conversations.stream()
                .filter(id -> !handedOver.contains(id) && !forgotten.containsKey(id))
                .map(engine::conversation)
                .filter(Objects::nonNull)
                .toList();
        tables.work().save(tx, pool.id(), pool.epoch(), changed);
        List<AgentView> views =
                agents.stream().map(this::agent).filter(Objects::nonNull).toList();
        tables.agents().save(tx, pool.id(), pool.epoch(), pool.notes().unsaved(views));
        tables.past().save(tx, now, past);
        tables.commands().save(tx, outcomes);
        tables.decisions().save(tx, pool.id(), pool.epoch(), log.decisions());
        tables.forgetting().forget(tx, forgotten, now);
        pool.notes().take(views, silenced).forEach(view -> tell(noted(view)));
        List<ConversationId> touched = new ArrayList<>(conversations);
        touched.addAll(recalled);
        touched.forEach(engine::forget);
    }

    /// How many decisions of each kind were taken.
    Map<String, Integer> counted() {
        return log.counted();
    }
}
