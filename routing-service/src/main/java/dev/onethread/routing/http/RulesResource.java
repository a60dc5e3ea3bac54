package dev.onethread.routing.http;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.Condition;
import dev.onethread.routing.core.Keyword;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.RuleTable;
import dev.onethread.routing.postgres.SkillTable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The routing rules, in their order. A change counts from the next message on.
@Path("/rules")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class RulesResource {
    private final Changes changes;
    private final RuleTable rules;
    private final DeskTable desks;
    private final SkillTable skills;

    RulesResource(Changes changes, RuleTable rules, DeskTable desks, SkillTable skills) {
        this.changes = changes;
        this.rules = rules;
        this.desks = desks;
        this.skills = skills;
    }

    @GET
    public Views.Items<Views.RuleView> list() {
        return new Views.Items<>(changes.read(rules::all).stream()
                .map(stored -> Views.RuleView.of(stored.rule()))
                .toList());
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return shown(changes.read(tx -> rules.find(tx, id))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such rule")));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Pattern(regexp = Forms.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Forms.RuleForm form) {
        Rule rule = rule(id, form);
        return shown(changes.make(tx -> {
            Changes.expect(
                    ifMatch, rules.find(tx, id).map(RuleTable.Stored::version).orElse(null));
            known(tx, rule);
            rules.save(tx, rule);
            return rules.find(tx, id).orElseThrow();
        }));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        changes.make(tx -> {
            if (!rules.delete(tx, id)) {
                throw new Problem(404, "not-found", "there is no such rule");
            }
            return null;
        });
    }

    private void known(Tx tx, Rule rule) {
        DeskId desk = rule.then().desk();
        if (desk != null && !desks.missing(tx, List.of(desk)).isEmpty()) {
            throw new Problem(422, "desk-unknown", "there is no desk " + desk);
        }
        List<SkillNeed> needs = rule.then().needs();
        skills.missing(tx, needs.stream().map(SkillNeed::skill).toList()).stream()
                .findFirst()
                .ifPresent(skill -> {
                    throw new Problem(422, "skill-unknown", "there is no skill " + skill);
                });
    }

    private static Rule rule(String id, Forms.RuleForm form) {
        Forms.ThenForm then = Objects.requireNonNull(form.then());
        Rule.Outcome outcome = new Rule.Outcome(
                then.desk() == null ? null : new DeskId(then.desk()), then.priority(), Forms.needs(then.needs()));
        if (outcome.desk() == null
                && outcome.priority() == null
                && outcome.needs().isEmpty()) {
            throw new Problem(422, "rule-says-nothing", "a rule names a desk, a priority or needs");
        }
        String name = Objects.requireNonNull(form.name()).strip();
        boolean active = form.active() == null || form.active();
        return new Rule(id, name, form.order(), active, conditions(form.when()), outcome);
    }

    private static List<Condition> conditions(Forms.@Nullable WhenForm when) {
        List<Condition> conditions = new ArrayList<>();
        if (when == null) {
            return conditions;
        }
        Set<Channel> channels = new HashSet<>();
        Forms.orEmpty(when.channels()).forEach(channel -> channels.add(channel(channel)));
        List<Keyword> keywords = Forms.orEmpty(when.keywords()).stream()
                .map(RulesResource::keyword)
                .toList();
        Set<String> languages = new HashSet<>();
        Forms.orEmpty(when.languages()).forEach(language -> languages.add(language.toLowerCase(Locale.ROOT)));
        if (!channels.isEmpty()) {
            conditions.add(new Condition.OnChannel(channels));
        }
        if (!Forms.orEmpty(when.doors()).isEmpty()) {
            conditions.add(new Condition.AtDoor(Set.copyOf(new HashSet<>(Forms.orEmpty(when.doors())))));
        }
        if (!keywords.isEmpty()) {
            conditions.add(new Condition.Says(keywords));
        }
        if (!languages.isEmpty()) {
            conditions.add(new Condition.InLanguage(languages));
        }
        return conditions;
    }

    private static Channel channel(String name) {
        try {
            return Channel.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "channel-unknown", "a channel is TELEGRAM, MAIL or WEB");
        }
    }

    private static Keyword keyword(String written) {
        try {
            return Keyword.of(written);
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "keyword-empty", "a keyword has a letter or a digit");
        }
    }

    private static Response shown(RuleTable.Stored stored) {
        return Response.ok(Views.RuleView.of(stored.rule()))
                .tag(Long.toString(stored.version()))
                .build();
    }
}
