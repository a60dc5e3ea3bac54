package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.TextPatterns;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.RuleReader;
import dev.onethread.routing.postgres.RuleSets;
import dev.onethread.routing.postgres.RuleSets.RuleSet;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The routing rules in force, in their order. Whatever changes them makes a new version of the whole set, which
/// counts from the next message on.
@Path("/rules")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class RulesResource {
    private static final String INVALID = "rule-invalid";

    private final Changes changes;
    private final RuleSets sets;
    private final NamesNow names;
    private final TextPatterns patterns;

    RulesResource(Changes changes, RuleSets sets, NamesNow names, TextPatterns patterns) {
        this.changes = changes;
        this.sets = sets;
        this.names = names;
        this.patterns = patterns;
    }

    /// The whole set, in the form in which it may be sent back.
    @GET
    public Response all() {
        return RuleViews.shown(changes.read(sets::current));
    }

    /// Replaces the whole set, in the order of the list: for a set edited elsewhere or exported from another
    /// installation.
    @PUT
    @RolesAllowed({"supervisor", "admin"})
    public Response replace(
            @Context SecurityContext who, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode body) {
        return RuleViews.shown(save(who, set -> {
            Changes.expect(ifMatch, set.version());
            return tx -> {
                Faults faults = new Faults();
                List<Rule> rules = new RuleReader(patterns, names.in(tx), faults).rules(body);
                Faulty.refuse(faults, INVALID);
                return rules;
            };
        }));
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return shown(changes.read(sets::current), id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Context SecurityContext who,
            @Pattern(regexp = RuleReader.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull JsonNode body) {
        RuleSet saved = save(who, set -> {
            Long version = set.find(id).map(RuleSets.Kept::version).orElse(null);
            Changes.expect(ifMatch, version);
            return tx -> {
                Faults faults = new Faults();
                int place = set.find(id).map(kept -> kept.rule().order()).orElseGet(() -> after(set));
                Rule rule = new RuleReader(patterns, names.in(tx), faults).rule(body, id, place);
                Faulty.refuse(faults, INVALID);
                List<Rule> rules = without(set, id);
                rules.add(rule);
                if (rules.size() > RuleReader.RULES) {
                    throw new Problem(409, "too-many-rules", "at most " + RuleReader.RULES + " rules");
                }
                return rules;
            };
        });
        return shown(saved, id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(@Context SecurityContext who, String id) {
        save(who, set -> {
            known(set, id);
            return tx -> without(set, id);
        });
    }

    /// Switches a rule on.
    @PUT
    @Path("/{id}/activity")
    @RolesAllowed({"supervisor", "admin"})
    public Response activate(@Context SecurityContext who, String id) {
        return switched(who, id, true);
    }

    /// Switches a rule off; it keeps its place.
    @DELETE
    @Path("/{id}/activity")
    @RolesAllowed({"supervisor", "admin"})
    public Response deactivate(@Context SecurityContext who, String id) {
        return switched(who, id, false);
    }

    private Response switched(SecurityContext who, String id, boolean on) {
        RuleSet saved = save(who, set -> {
            Rule rule = known(set, id).switched(on);
            return tx -> {
                List<Rule> rules = without(set, id);
                rules.add(rule);
                return rules;
            };
        });
        return shown(saved, id);
    }

    private RuleSet save(SecurityContext who, Function<RuleSet, Function<Tx, List<Rule>>> change) {
        return changes.makeIf(tx -> {
            RuleSet before = sets.locked(tx);
            boolean changed = sets.save(tx, before, change.apply(before).apply(tx), RuleViews.name(who), null);
            return new Changes.Made<>(sets.current(tx), changed);
        });
    }

    private static Rule known(RuleSet set, String id) {
        return set.find(id)
                .map(RuleSets.Kept::rule)
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such rule"));
    }

    private static List<Rule> without(RuleSet set, String id) {
        return new ArrayList<>(
                set.all().stream().filter(rule -> !rule.id().equals(id)).toList());
    }

    private static int after(RuleSet set) {
        return set.rules().isEmpty() ? 10 : set.rules().getLast().rule().order() + 10;
    }

    private static Response shown(RuleSet set, String id) {
        RuleSets.Kept kept = set.find(id).orElseThrow(() -> new Problem(404, "not-found", "there is no such rule"));
        return Response.ok(RuleViews.rule(kept))
                .tag(Changes.tag(kept.version()))
                .build();
    }
}
