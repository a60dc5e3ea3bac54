package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.TextPatterns;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.RuleReader;
import dev.onethread.routing.json.RuleWriter;
import dev.onethread.routing.postgres.RuleSets;
import dev.onethread.routing.postgres.RuleSets.RuleSet;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Every version of the rules that was ever saved.
@Path("/rule-versions")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class RuleVersionsResource {
    private final Changes changes;
    private final RuleSets sets;
    private final NamesNow names;
    private final TextPatterns patterns;

    RuleVersionsResource(Changes changes, RuleSets sets, NamesNow names, TextPatterns patterns) {
        this.changes = changes;
        this.sets = sets;
        this.names = names;
        this.patterns = patterns;
    }

    /// The newest first; `before` is the version at which the last page ended. Each tells which rules it added,
    /// changed and took away.
    record Page(List<ObjectNode> items, @Nullable Long next) {}

    @GET
    public Page list(
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
        List<RuleSet> found = changes.read(tx -> sets.before(tx, before == null ? Long.MAX_VALUE : before, limit + 1));
        List<ObjectNode> items = new java.util.ArrayList<>();
        for (int i = 0; i < Math.min(limit, found.size()); i++) {
            RuleSet older = i + 1 < found.size() ? found.get(i + 1) : null;
            items.add(difference(found.get(i), older));
        }
        Long next = found.size() > limit ? found.get(limit - 1).version() : null;
        return new Page(items, next);
    }

    @GET
    @Path("/{version}")
    public Response get(long version) {
        return RuleViews.shown(changes.read(tx -> found(tx, version)));
    }

    /// Puts a version's rules in force again, as a new version. Refused where they name what is gone since.
    @PUT
    @Path("/{version}/restoration")
    @RolesAllowed({"supervisor", "admin"})
    public Response restore(
            @Context SecurityContext who, long version, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return RuleViews.shown(changes.makeIf(tx -> {
            RuleSet now = sets.locked(tx);
            Changes.expect(ifMatch, now.version());
            Faults faults = new Faults();
            List<Rule> rules =
                    new RuleReader(patterns, names.in(tx), faults).rules(RuleViews.whole(found(tx, version)));
            Faulty.refuse(faults, "rule-invalid");
            boolean changed = sets.save(tx, now, rules, RuleViews.name(who), version);
            return new Changes.Made<>(sets.current(tx), changed);
        }));
    }

    private RuleSet found(dev.onethread.delivery.Tx tx, long version) {
        return sets.find(tx, version).orElseThrow(() -> new Problem(404, "not-found", "there is no such version"));
    }

    private static ObjectNode difference(RuleSet set, @Nullable RuleSet older) {
        ObjectNode node = RuleViews.head(set);
        var added = node.putArray("added");
        var changed = node.putArray("changed");
        var removed = node.putArray("removed");
        for (RuleSets.Kept kept : set.rules()) {
            var before = older == null ? null : older.find(kept.rule().id()).orElse(null);
            if (before == null) {
                added.add(kept.rule().name());
            } else if (!Objects.equals(RuleWriter.rule(before.rule()), RuleWriter.rule(kept.rule()))) {
                changed.add(kept.rule().name());
            }
        }
        if (older != null) {
            older.rules().stream()
                    .filter(kept -> set.find(kept.rule().id()).isEmpty())
                    .forEach(kept -> removed.add(kept.rule().name()));
        }
        return node;
    }
}
