package dev.onethread.routing.simulation;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Triage;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Input;
import dev.onethread.routing.core.PoolState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// A pool's engine with a scenario's agents, spoken to as the services speak to it, at virtual times.
final class VirtualPool {
    private final Scenario scenario;
    private final long startSecond;
    private final long startNano;
    private final Engine engine;
    private final Map<AgentId, Integer> indexes = new HashMap<>();
    private final List<AgentId> agents = new ArrayList<>();
    private final int[] groups;
    private final long[] presences;
    private final Triage[][] triages;
    private long inputs;

    VirtualPool(Scenario scenario) {
        this.scenario = scenario;
        startSecond = scenario.start().getEpochSecond();
        startNano = scenario.start().getNano();
        groups = new int[scenario.agentCount()];
        presences = new long[groups.length];
        triages = new Triage[scenario.types().size()][101];
        List<AgentProfile> profiles = new ArrayList<>();
        for (int group = 0; group < scenario.agents().size(); group++) {
            AgentGroup each = scenario.agents().get(group);
            for (int i = 0; i < each.count(); i++) {
                AgentId id = new AgentId(String.format(Locale.ROOT, "%s-%05d", each.name(), i + 1));
                groups[agents.size()] = group;
                indexes.put(id, agents.size());
                agents.add(id);
                profiles.add(new AgentProfile(
                        id,
                        id.value(),
                        true,
                        each.desks(),
                        each.skills(),
                        each.capacity(),
                        each.supervisor(),
                        each.limits()));
            }
        }
        Routing routing = scenario.routing();
        Configuration configuration =
                new Configuration(1, routing.desks(), profiles, routing.policy(), routing.byDesk());
        engine = Engine.of(PoolState.EMPTY, configuration);
    }

    int agents() {
        return groups.length;
    }

    int group(int agent) {
        return groups[agent];
    }

    /// The group of each agent.
    List<Integer> groups() {
        return Arrays.stream(groups).boxed().toList();
    }

    int index(AgentId id) {
        Integer index = indexes.get(id);
        if (index == null) {
            throw new IllegalStateException("not an agent of this pool: " + id);
        }
        return index;
    }

    /// Inputs the engine has taken.
    long inputs() {
        return inputs;
    }

    /// Microseconds at which time alone makes something happen; [Long#MAX_VALUE] for never.
    long nextDue() {
        Instant due = engine.nextDue();
        return due == null ? Long.MAX_VALUE : micros(due);
    }

    List<Effect> passTime(long at) {
        return apply(new Input.TimePassed(), instant(at));
    }

    List<Effect> write(ConversationId conversation, int type, int priority, long at) {
        Instant now = instant(at);
        ContactType contact = scenario.types().get(type);
        engine.recall(Conversation.unknownSoFar(conversation, contact.desk()));
        UUID id = conversation.value();
        return command(
                new DeskCommand.CustomerWrote(
                        new CommandId(id),
                        now,
                        conversation,
                        new CustomerId(id),
                        1,
                        contact.channel(),
                        now,
                        triage(type, priority, now)),
                now);
    }

    private Triage triage(int type, int priority, Instant now) {
        Triage known = triages[type][priority];
        if (known != null) {
            return known;
        }
        ContactType contact = scenario.types().get(type);
        Double dueAfter = contact.dueAfter();
        Triage made = new Triage(
                contact.desk(),
                priority,
                contact.needs(),
                contact.weight(),
                List.of(),
                1,
                null,
                contact.steps(),
                null,
                null,
                contact.channel(),
                dueAfter == null ? null : now.plusMillis(Math.round(dueAfter * 1000)));
        if (dueAfter == null) {
            triages[type][priority] = made;
        }
        return made;
    }

    /// The matter is done, or the customer has left.
    List<Effect> release(ConversationId conversation, long at) {
        Instant now = instant(at);
        List<Effect> effects =
                command(new DeskCommand.Release(new CommandId(conversation.value()), now, conversation, 1, null), now);
        engine.forget(conversation);
        return effects;
    }

    List<Effect> accept(ConversationId conversation, int agent, long at) {
        Instant now = instant(at);
        return command(
                new DeskCommand.Accept(new CommandId(conversation.value()), now, conversation, agents.get(agent)), now);
    }

    List<Effect> say(int agent, Presence presence, long at) {
        Instant now = instant(at);
        long version = ++presences[agent];
        CommandId id = new CommandId(new UUID(agent, version));
        return command(new DeskCommand.SetPresence(id, now, agents.get(agent), presence, version, null), now);
    }

    private List<Effect> command(DeskCommand command, Instant now) {
        return apply(new Input.Commanded(command), now);
    }

    private List<Effect> apply(Input input, Instant now) {
        inputs++;
        return engine.apply(input, now).effects();
    }

    private Instant instant(long micros) {
        return Instant.ofEpochSecond(
                startSecond + Math.floorDiv(micros, 1_000_000L), startNano + Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /// Rounded up: at that time it is due.
    long micros(Instant at) {
        return (at.getEpochSecond() - startSecond) * 1_000_000 + Math.ceilDiv(at.getNano() - startNano, 1000L);
    }
}
