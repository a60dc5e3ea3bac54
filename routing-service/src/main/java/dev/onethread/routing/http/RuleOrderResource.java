package dev.onethread.routing.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.postgres.RuleSets;
import dev.onethread.routing.postgres.RuleSets.Kept;
import dev.onethread.routing.postgres.RuleSets.RuleSet;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// In which order the rules are asked.
@Path("/rule-order")
@RunOnVirtualThread
public class RuleOrderResource {
    private final Changes changes;
    private final RuleSets sets;

    RuleOrderResource(Changes changes, RuleSets sets) {
        this.changes = changes;
        this.sets = sets;
    }

    record Order(@NotNull @Size(max = 500) @Nullable List<@NotNull String> ids) {}

    /// Names every rule once, the first to be asked first.
    @PUT
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Context SecurityContext who,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Order order) {
        List<String> ids = Objects.requireNonNull(order.ids());
        return RuleViews.shown(changes.makeIf(tx -> {
            RuleSet now = sets.locked(tx);
            Changes.expect(ifMatch, now.version());
            boolean changed = sets.save(tx, now, ordered(now, ids), RuleViews.name(who), null);
            return new Changes.Made<>(sets.current(tx), changed);
        }));
    }

    private static List<Rule> ordered(RuleSet now, List<String> ids) {
        var known = now.rules().stream().map(kept -> kept.rule().id()).collect(Collectors.toSet());
        if (ids.size() != known.size() || !new HashSet<>(ids).equals(known)) {
            throw new Problem(422, "order-incomplete", "name every rule once");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Kept kept = now.find(ids.get(i)).orElseThrow();
            rules.add(kept.rule().at((i + 1) * 10));
        }
        return rules;
    }
}
