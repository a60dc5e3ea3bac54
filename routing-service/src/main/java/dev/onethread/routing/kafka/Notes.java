package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Presence;
import dev.onethread.routing.core.Engine.AgentView;
import dev.onethread.routing.core.Engine.ChannelView;
import dev.onethread.routing.postgres.AgentStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is kept of agents and what others were told of them, and who has changed since. A presence is told at once; a
/// load, which changes with every assignment, at most once a second.
final class Notes {
    /// After a takeover everybody is told of anew: in parts, lest the first second of a large pool be all about that.
    private static final int AT_ONCE = 500;

    private final Map<AgentId, AgentStates.Kept> saved = new HashMap<>();
    private final Map<AgentId, Looks> looked = new HashMap<>();
    private final Map<AgentId, Facts> told = new HashMap<>();
    private final Set<AgentId> changed = new LinkedHashSet<>();

    Notes(List<AgentStates.Kept> kept) {
        for (AgentStates.Kept each : kept) {
            saved.put(each.state().agent(), each);
            looked.put(
                    each.state().agent(),
                    new Looks(each.state().seen(), each.state().connected(), each.load(), List.of()));
        }
    }

    /// What is remembered of an agent's past.
    private record Looks(Presence presence, boolean connected, int load, List<ChannelView> channels) {}

    private record Facts(
            Presence presence,
            @Nullable String status,
            long version,
            int load,
            int capacity,
            List<ChannelView> channels) {
        static Facts of(AgentView view) {
            return new Facts(
                    view.presence(),
                    view.state().status(),
                    view.state().presenceVersion(),
                    view.load(),
                    view.capacity(),
                    view.channels());
        }

        boolean saysTheSame(Facts other) {
            return presence == other.presence && version == other.version && Objects.equals(status, other.status);
        }
    }

    /// Whether the agent is other than was remembered last, as it is from now on.
    boolean looksOther(AgentView view) {
        Looks looks = new Looks(view.presence(), view.state().connected(), view.load(), view.channels());
        return !looks.equals(looked.put(view.state().agent(), looks));
    }

    /// Those of whom the tables do not say the same, as they will from now on.
    List<AgentView> unsaved(List<AgentView> views) {
        List<AgentView> unsaved = new ArrayList<>();
        for (AgentView view : views) {
            AgentStates.Kept kept = new AgentStates.Kept(view.state(), view.load());
            if (!kept.equals(saved.put(view.state().agent(), kept))) {
                unsaved.add(view);
            }
        }
        return unsaved;
    }

    /// @return those to be told of at once
    List<AgentView> take(List<AgentView> views, Set<AgentId> atOnce) {
        List<AgentView> urgent = new ArrayList<>();
        for (AgentView view : views) {
            AgentId agent = view.state().agent();
            Facts facts = Facts.of(view);
            Facts before = told.get(agent);
            if (atOnce.contains(agent) || before != null && !before.saysTheSame(facts)) {
                urgent.add(view);
                told.put(agent, facts);
                changed.remove(agent);
            } else if (!facts.equals(before)) {
                changed.add(agent);
            }
        }
        return urgent;
    }

    /// Those who are to be told of now that a second has passed.
    List<AgentView> due(Function<AgentId, @Nullable AgentView> now) {
        List<AgentView> due = new ArrayList<>();
        for (Iterator<AgentId> each = changed.iterator(); each.hasNext() && due.size() < AT_ONCE; ) {
            AgentView view = now.apply(each.next());
            each.remove();
            Facts facts = view == null ? null : Facts.of(view);
            if (view != null
                    && facts != null
                    && !facts.equals(told.put(view.state().agent(), facts))) {
                due.add(view);
            }
        }
        return due;
    }
}
