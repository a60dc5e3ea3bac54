package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Verdict;
import dev.onethread.routing.core.WhyNot;
import dev.onethread.routing.postgres.Decisions;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.Shown;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why an agent was not given a conversation: one that waits, as things stand; one that was decided, by that decision.
@Path("/agents/{id}/exclusion")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class ExclusionResource {
    private static final Set<String> CHOICES = Set.of("assigned", "offered");
    private static final int LOOKED_AT = 50;

    private final Changes changes;
    private final Explaining explaining;
    private final Decisions decisions;

    ExclusionResource(Changes changes, Explaining explaining, Decisions decisions) {
        this.changes = changes;
        this.explaining = explaining;
        this.decisions = decisions;
    }

    /// With a `decision` that one; without, what waits is asked about as it waits, and else its last choice.
    @GET
    public Explanations.ExclusionView get(
            String id,
            @QueryParam("conversation") @Nullable UUID conversation,
            @QueryParam("decision") @Nullable UUID decision) {
        AgentId agent = new AgentId(id);
        if (decision != null) {
            return past(
                    agent,
                    decisions
                            .find(new DecisionId(decision))
                            .orElseThrow(() -> new Problem(404, "not-found", "there is no such decision (any more)")));
        }
        if (conversation == null) {
            throw new Problem(400, "conversation-missing", "name a conversation or a decision");
        }
        ConversationId asked = new ConversationId(conversation);
        return changes.read(tx -> explaining
                        .waiting(tx, asked)
                        .map(waiting -> explaining.agents(tx, waiting).stream()
                                .filter(each -> each.profile().id().equals(agent))
                                .findFirst()
                                .map(each -> Explanations.ExclusionView.now(
                                        asked, waiting.now(), each, WhyNot.of(each, waiting.asked())))
                                .orElseThrow(() -> new Problem(
                                        404, "not-found", "there is no such agent in the conversation's pool"))))
                .orElseGet(() -> past(agent, lastChoice(asked)));
    }

    private Decision lastChoice(ConversationId conversation) {
        return decisions.of(conversation, LOOKED_AT).stream()
                .filter(each -> CHOICES.contains(each.kind()))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "not-found", "nobody was chosen for it (that is still known)"));
    }

    private Explanations.ExclusionView past(AgentId agent, Decision decision) {
        Optional<Shown> shown = shown(agent, decision);
        if (shown.isPresent()) {
            return Explanations.ExclusionView.shown(decision, shown.get());
        }
        return explaining
                .then(decision, agent)
                .map(then -> Explanations.ExclusionView.then(decision, then))
                .orElseThrow(() -> new Problem(404, "not-known", "what the agent was like then is not known"));
    }

    /// The chosen and the runners-up stand in the decision itself.
    private static Optional<Shown> shown(AgentId agent, Decision decision) {
        Shown chosen = decision.chosen();
        if (chosen != null && chosen.agent().equals(agent)) {
            return Optional.of(chosen);
        }
        return decision.runnersUp().stream()
                .filter(each -> each.agent().equals(agent) && each.verdict() != null && each.verdict() != Verdict.ABLE)
                .findFirst();
    }
}
