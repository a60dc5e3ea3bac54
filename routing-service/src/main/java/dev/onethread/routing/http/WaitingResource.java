package dev.onethread.routing.http;

import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Verdict;
import dev.onethread.routing.core.WhyNot;
import dev.onethread.routing.core.WhyNot.Standing;
import dev.onethread.routing.http.Explaining.Waiting;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Why a conversation still waits: its place, what is asked of agents and when that changes, and why those who come
/// closest cannot take it.
@Path("/conversations/{id}/waiting")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class WaitingResource {
    private static final int SHOWN = 20;

    /// What has to do with what an agent is, not with what they do now.
    private static final Set<Verdict> UNFIT = Set.of(Verdict.OTHER_DESK, Verdict.NOT_SUPERVISOR, Verdict.NO_SKILL);

    private final Changes changes;
    private final Explaining explaining;

    WaitingResource(Changes changes, Explaining explaining) {
        this.changes = changes;
        this.explaining = explaining;
    }

    @GET
    public Explanations.WaitingView get(UUID id) {
        return changes.read(tx -> explaining
                .waiting(tx, new ConversationId(id))
                .map(waiting -> view(tx, waiting))
                .orElseThrow(() -> new Problem(404, "not-waiting", "this conversation waits for nobody")));
    }

    private Explanations.WaitingView view(Tx tx, Waiting waiting) {
        Map<String, Integer> counts = new TreeMap<>();
        List<Explanations.AgentReason> fit = new ArrayList<>();
        List<Explanations.AgentReason> lacking = new ArrayList<>();
        for (Standing agent : explaining.agents(tx, waiting)) {
            if (!agent.profile().active()) {
                continue;
            }
            WhyNot.Reason reason = WhyNot.of(agent, waiting.asked());
            counts.merge(reason.verdict().code(), 1, Integer::sum);
            if (!UNFIT.contains(reason.verdict())) {
                fit.add(Explanations.AgentReason.of(agent, reason));
            } else if (reason.verdict() != Verdict.OTHER_DESK) {
                lacking.add(Explanations.AgentReason.of(agent, reason));
            }
        }
        List<Explanations.AgentReason> closest = fit.isEmpty() ? lacking : fit;
        closest.sort(Comparator.comparing(Explanations.AgentReason::agent));
        return Explanations.WaitingView.of(
                waiting,
                explaining.place(tx, waiting),
                closest.size() > SHOWN ? closest.subList(0, SHOWN) : closest,
                counts);
    }
}
