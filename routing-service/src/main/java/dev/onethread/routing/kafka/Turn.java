package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskEvent.AgentNoted;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.DeskEvent.CommandRefused;
import dev.onethread.contracts.DeskEvent.DeskQueue;
import dev.onethread.contracts.DeskEvent.QueueFacts;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Input;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PoolState;
import dev.onethread.routing.core.Step;
import dev.onethread.routing.postgres.Decisions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Set<ConversationId> recalled = new LinkedHashSet<>();
    private final Set<AgentId> agents = new TreeSet<>();
    private final Map<CommandId, Optional<String>> outcomes = new LinkedHashMap<>();
    private final DecisionLog log;

    private Turn(Tx tx, OwnedPool pool, DispatchTables tables, Policy policy, Instant now, Engine engine) {
        this.tx = tx;
        this.pool = pool;
        this.tables = tables;
        this.policy = policy;
        this.now = now;
        this.engine = engine;
        log = new DecisionLog(tx, now);
    }

    /// @throws dev.onethread.delivery.Fenced when the pool is another's by now
    static Turn begin(Tx tx, OwnedPool pool, DispatchTables tables, Policy policy) {
        Instant now = tables.pools().confirm(tx, pool.id(), pool.epoch());
        Engine engine = pool.engine();
        if (engine != null) {
            return new Turn(tx, pool, tables, policy, now, engine);
        }
        PoolState state =
                new PoolState(tables.work().open(tx, pool.id()), tables.agents().all(tx, pool.id()));
        Configuration configuration = tables.configurations().load(tx, pool.id(), policy);
        Engine built = Engine.of(state, configuration);
        pool.built(built);
        Turn turn = new Turn(tx, pool, tables, policy, now, built);
        // What changed while nobody dispatched the pool takes effect now.
        turn.take(built.apply(new Input.Configured(configuration), now), null);
        return turn;
    }

    void apply(List<Received<DeskCommand>> commands) {
        List<CommandId> ids = commands.stream()
                .map(Received::event)
                .filter(Turn::answered)
                .map(DeskCommand::id)
                .toList();
        Map<CommandId, Optional<String>> seen = new HashMap<>(tables.commands().find(tx, ids));
        recall(commands);
        for (Received<DeskCommand> received : commands) {
            DeskCommand command = received.event();
            Optional<String> before = seen.get(command.id());
            if (before != null) {
                answer(command.id(), before.orElse(null), Engine.subject(command));
                continue;
            }
            configureFor(command);
            Decisions.Origin origin = new Decisions.Origin(received.partition(), received.offset());
            Optional<String> refused = take(engine.apply(new Input.Commanded(command), now), origin);
            if (answered(command)) {
                seen.put(command.id(), refused);
                outcomes.put(command.id(), refused);
                answer(command.id(), refused.orElse(null), Engine.subject(command));
            }
        }
    }

    void passTime() {
        Instant due = engine.nextDue();
        if (due != null && !due.isAfter(now)) {
            take(engine.apply(new Input.TimePassed(), now), null);
        }
        tellQueues();
        if (now.getEpochSecond() % 600 == 0) {
            tables.commands().forgetOld(tx);
        }
    }

    /// Nobody waits for the answer to what placing says, and its place makes it harmless when it comes again.
    private static boolean answered(DeskCommand command) {
        return !(command instanceof CustomerWrote);
    }

    /// Idle conversations are not kept in the engine.
    private void recall(List<Received<DeskCommand>> commands) {
        Set<ConversationId> missing = new LinkedHashSet<>();
        for (Received<DeskCommand> received : commands) {
            ConversationId id = Engine.subject(received.event());
            if (id != null && !engine.knows(id)) {
                missing.add(id);
            }
        }
        for (Conversation conversation :
                tables.work().named(tx, missing, engine.desks().getFirst())) {
            engine.recall(conversation);
            recalled.add(conversation.id());
        }
    }

    private void configureFor(DeskCommand command) {
        AgentId named = agentOf(command);
        boolean behind = command instanceof ConfigurationChanged changed
                ? changed.version() > engine.configurationVersion()
                : named != null && !engine.knows(named);
        if (behind && tables.configurations().current(tx).number() > engine.configurationVersion()) {
            Configuration configuration = tables.configurations().load(tx, pool.id(), policy);
            take(engine.apply(new Input.Configured(configuration), now), null);
        }
    }

    private static @Nullable AgentId agentOf(DeskCommand command) {
        return switch (command) {
            case DeskCommand.SetPresence set -> set.agent();
            case DeskCommand.ScreensChanged changed -> changed.agent();
            case DeskCommand.Assign assign -> assign.agent();
            case DeskCommand.Accept accept -> accept.agent();
            case DeskCommand.StartConversation start -> start.agent();
            case DeskCommand.AgentAnswered answered -> answered.agent();
            case DeskCommand.Decline decline -> decline.agent();
            case CustomerWrote wrote -> null;
            case DeskCommand.Release release -> null;
            case DeskCommand.Requeue requeue -> null;
            case DeskCommand.Hold hold -> null;
            case DeskCommand.SetPriority set -> null;
            case DeskCommand.SetNeeds set -> null;
            case DeskCommand.SetDue set -> null;
            case DeskCommand.Transfer transfer -> transfer.agent();
            case DeskCommand.HandOver over -> null;
            case DeskCommand.TakeOver over -> null;
            case DeskCommand.HandOverConfirmed confirmed -> null;
            case ConfigurationChanged changed -> null;
        };
    }

    /// @return why the step's command was refused
    private Optional<String> take(Step step, Decisions.@Nullable Origin origin) {
        Optional<String> refused = Optional.empty();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Refused refusal) {
                refused = Optional.of(refusal.reason().code());
            }
            log.tell(effect, origin, engine);
        }
        conversations.addAll(step.conversations());
        agents.addAll(step.agents());
        return refused;
    }

    private void answer(CommandId id, @Nullable String refused, @Nullable ConversationId conversation) {
        tell(
                refused == null
                        ? new CommandAccepted(pool.id(), now, id)
                        : new CommandRefused(pool.id(), now, id, refused, conversation));
    }

    private void tellQueues() {
        List<DeskQueue> facts = engine.queues().stream()
                .map(queue -> new DeskQueue(queue.desk(), queue.waiting(), queue.oldest(), queue.available()))
                .toList();
        if (pool.news(facts)) {
            tell(new QueueFacts(pool.id(), now, pool.epoch(), facts));
        }
    }

    private void tell(DeskEvent event) {
        tx.publish(Topic.DESK_EVENTS, pool.id().value(), event);
    }

    /// Writes what changed.
    void end() {
        List<Conversation> changed = conversations.stream()
                .map(engine::conversation)
                .filter(Objects::nonNull)
                .toList();
        tables.work().save(tx, pool.id(), pool.epoch(), changed);
        List<Engine.AgentView> views = agents.stream().map(engine::agent).toList();
        tables.agents().save(tx, pool.epoch(), views);
        tables.commands().save(tx, outcomes);
        tables.decisions().save(tx, log.decisions());
        for (Engine.AgentView view : views) {
            tell(new AgentNoted(
                    pool.id(),
                    now,
                    view.state().agent(),
                    view.presence(),
                    view.load(),
                    view.capacity(),
                    view.state().presenceVersion()));
        }
        List<ConversationId> touched = new ArrayList<>(conversations);
        touched.addAll(recalled);
        touched.forEach(engine::forget);
    }

    /// How many decisions of each kind were taken.
    Map<String, Integer> counted() {
        return log.counted();
    }
}
