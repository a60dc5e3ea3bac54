package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Outlook;
import dev.onethread.routing.core.WhyNot;
import dev.onethread.routing.core.WhyNot.Standing;
import dev.onethread.routing.core.Work;
import dev.onethread.routing.postgres.AgentPast;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.InForce;
import dev.onethread.routing.postgres.RoutingSettings;
import dev.onethread.routing.postgres.Standings;
import dev.onethread.routing.postgres.WorkTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers from the tables why a conversation waits, and why it was not given to somebody. Any replica can:
/// what is waiting is asked about as it is stored, what was decided as it was recorded then.
@ApplicationScoped
class Explaining {
    private final WorkTable work;
    private final Configurations configurations;
    private final Standings standings;
    private final AgentPast past;
    private final RoutingSettings installed;

    Explaining(
            WorkTable work,
            Configurations configurations,
            Standings standings,
            AgentPast past,
            RoutingSettings installed) {
        this.work = work;
        this.configurations = configurations;
        this.standings = standings;
        this.past = past;
        this.installed = installed;
    }

    /// A conversation that waits, and all that decides who may take it.
    record Waiting(
            Conversation conversation,
            Work.Queued queued,
            PoolId pool,
            Configuration configuration,
            DeskPolicy policy,
            Outlook outlook,
            Instant now) {
        WhyNot.Asked asked() {
            return outlook.asked(conversation.demand(), queued.passed());
        }
    }

    /// Nothing for a conversation that does not wait.
    /// @throws Problem for one there is not
    Optional<Waiting> waiting(Tx tx, ConversationId id) {
        List<WorkTable.Stored> found =
                work.named(tx, List.of(id), new DeskId("support")).get();
        if (found.isEmpty()) {
            throw new Problem(404, "not-found", "there is no such conversation");
        }
        Conversation conversation = found.getFirst().conversation();
        PoolId pool = found.getFirst().pool();
        if (pool == null || !(conversation.work() instanceof Work.Queued queued)) {
            return Optional.empty();
        }
        Instant now = configurations.current(tx).now();
        Configuration configuration = configurations.load(tx, pool, installed.policy());
        DeskPolicy policy = configuration.policy(conversation.demand().desk());
        Outlook outlook = Outlook.of(conversation.demand(), queued.since(), queued.overflowed(), policy, now);
        return Optional.of(new Waiting(conversation, queued, pool, configuration, policy, outlook, now));
    }

    List<Standing> agents(Tx tx, Waiting waiting) {
        return standings.agents(tx, waiting.pool(), waiting.configuration());
    }

    Standings.Place place(Tx tx, Waiting waiting) {
        return standings.place(
                tx,
                waiting.pool(),
                waiting.policy(),
                waiting.configuration().policy().priorityPoint(),
                waiting.conversation().id());
    }

    /// An agent as a decision found them. `sameInput`: the very input that was decided by changed them,
    /// too, so what is told is what they were like before it.
    record Then(Standing agent, WhyNot.Reason reason, boolean sameInput) {}

    /// Nothing where it is not known any more, or never was: the agent came later, or nothing was asked of
    /// agents.
    Optional<Then> then(Decision decision, AgentId agent) {
        InForce inForce = decision.inForce();
        DeskId desk = decision.desk();
        var by = decision.by();
        Optional<AgentProfile> profile = past.profile(agent, decision.configurationVersion());
        if (inForce == null || desk == null || by == null || profile.isEmpty()) {
            return Optional.empty();
        }
        AgentPast.State state = past.before(agent, by.turn());
        Standing standing = new Standing(profile.get(), state.presence(), state.load(), state.held());
        Set<DeskId> desks = new HashSet<>();
        DeskId stepDesk = inForce.needs().desk();
        desks.add(stepDesk == null ? desk : stepDesk);
        DeskId overflow = decision.overflow();
        if (overflow != null) {
            desks.add(overflow);
        }
        WhyNot.Asked asked =
                new WhyNot.Asked(desks, inForce.needs(), decision.weight(), decision.channel(), decision.passed());
        return Optional.of(new Then(standing, WhyNot.of(standing, asked), past.changedBy(agent, by.turn())));
    }
}
