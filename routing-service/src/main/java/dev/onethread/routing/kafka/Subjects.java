package dev.onethread.routing.kafka;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Work;
import dev.onethread.routing.postgres.WorkTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The conversations that a batch of commands is about: which of them another pool is at work on, and which
/// are on their way here. Idle ones are given to the engine, and are this pool's from then on.
final class Subjects {
    private final Map<ConversationId, PoolId> elsewhere = new HashMap<>();
    private final Set<ConversationId> coming = new HashSet<>();
    private final Map<ConversationId, WorkTable.Stored> dealtWith = new HashMap<>();
    private final Set<ConversationId> recalled = new LinkedHashSet<>();

    private Subjects() {}

    /// Asks for those the engine does not hold.
    static Supplier<Subjects> of(
            Tx tx, OwnedPool pool, Engine engine, WorkTable work, List<Received<DeskCommand>> commands) {
        Set<ConversationId> asked = new LinkedHashSet<>();
        for (Received<DeskCommand> received : commands) {
            ConversationId id = Engine.subject(received.event());
            if (id != null && (!engine.knows(id) || leaves(engine, id))) {
                asked.add(id);
            }
        }
        if (!pool.alone()) {
            work.lock(tx, asked, pool.id());
        }
        Supplier<List<WorkTable.Stored>> found =
                work.named(tx, asked, engine.desks().getFirst());
        return () -> {
            Subjects subjects = new Subjects();
            found.get().forEach(stored -> subjects.take(pool, engine, stored));
            return subjects;
        };
    }

    /// One that is being handed over may be the other pool's by now.
    private static boolean leaves(Engine engine, ConversationId id) {
        var conversation = engine.conversation(id);
        return conversation != null && conversation.work() instanceof Work.Handing;
    }

    private void take(OwnedPool pool, Engine engine, WorkTable.Stored stored) {
        ConversationId id = stored.conversation().id();
        dealtWith.put(id, stored);
        Work state = stored.conversation().work();
        if (state instanceof Work.Handing handing && handing.to().equals(pool.id())) {
            coming.add(id);
            pool.own(stored.conversation());
        } else if (!(state instanceof Work.Idle) && !pool.id().equals(stored.pool())) {
            elsewhere.put(id, stored.pool());
        } else if (!engine.knows(id)) {
            engine.recall(stored.conversation());
            recalled.add(id);
        }
    }

    /// Those the engine was given, so that it can let go of them.
    Set<ConversationId> recalled() {
        return recalled;
    }

    /// The pool whose business this is, null where it is ours. What pools say to each other is for whom
    /// they say it to.
    @Nullable
    PoolId elsewhere(DeskCommand command) {
        if (command instanceof TakeOver || command instanceof HandOverConfirmed) {
            return null;
        }
        ConversationId id = Engine.subject(command);
        return id == null ? null : elsewhere.get(id);
    }

    /// What a command comes to. One that hands over what is not on its way here (any more) was obeyed
    /// before; only what the customer wrote since is news, and as such it is told, wherever the
    /// conversation is by now.
    /// @return null where nothing is left to do
    @Nullable
    DeskCommand asOf(DeskCommand command) {
        if (!(command instanceof TakeOver over)
                || coming.contains(over.conversation())
                || !dealtWith.containsKey(over.conversation())) {
            return command;
        }
        WorkTable.Stored stored = Objects.requireNonNull(dealtWith.get(over.conversation()));
        return over.lastPlace() <= stored.conversation().lastPlace() ? null : written(over, stored);
    }

    private static CustomerWrote written(TakeOver over, WorkTable.Stored stored) {
        Channel channel = over.triage().channel();
        return new CustomerWrote(
                over.id(),
                over.at(),
                over.conversation(),
                stored.customer(),
                over.lastPlace(),
                channel == null ? Channel.WEB : channel,
                over.unanswered().isEmpty()
                        ? over.since()
                        : over.unanswered().getLast().since(),
                over.triage());
    }
}
