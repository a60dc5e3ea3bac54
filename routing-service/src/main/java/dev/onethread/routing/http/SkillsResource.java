package dev.onethread.routing.http;

import dev.onethread.contracts.Setting.SkillSetting;
import dev.onethread.contracts.SkillId;
import dev.onethread.delivery.problems.Problem;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The skills there are.
@Path("/skills")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class SkillsResource {
    private final Changes changes;
    private final SkillTable skills;

    SkillsResource(Changes changes, SkillTable skills) {
        this.changes = changes;
        this.skills = skills;
    }

    @GET
    public Views.Items<Views.Named> list() {
        return new Views.Items<>(changes.read(skills::all).stream()
                .map(skill -> new Views.Named(skill.id().value(), skill.name()))
                .toList());
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return shown(changes.read(tx -> skills.find(tx, new SkillId(id)))
                .orElseThrow(() -> new Problem(404, "not-found", "there is no such skill")));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            @Pattern(regexp = Forms.ID) String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Forms.SkillForm form) {
        SkillId skill = new SkillId(id);
        String name = Objects.requireNonNull(form.name()).strip();
        return shown(changes.make(tx -> {
            Changes.expect(
                    ifMatch,
                    skills.find(tx, skill).map(SkillTable.Skill::version).orElse(null));
            skills.save(tx, skill, name);
            Changes.tell(tx, new SkillSetting(skill, name));
            return skills.find(tx, skill).orElseThrow();
        }));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        changes.make(tx -> {
            if (skills.used(tx, new SkillId(id))) {
                throw new Problem(409, "skill-in-use", "agents or rules name this skill");
            }
            if (!skills.delete(tx, new SkillId(id))) {
                throw new Problem(404, "not-found", "there is no such skill");
            }
            return null;
        });
    }

    private static Response shown(SkillTable.Skill skill) {
        return Response.ok(new Views.Named(skill.id().value(), skill.name()))
                .tag(Changes.tag(skill.version()))
                .build();
    }
}
