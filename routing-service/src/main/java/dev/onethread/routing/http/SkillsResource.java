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
    private final SkillTable skills;
    private final Kind<SkillTable.Skill> kind;

    SkillsResource(Changes changes, SkillTable skills) {
        this.skills = skills;
        kind = new Kind<>(
                "skill",
                changes,
                skills::all,
                (tx, id) -> skills.find(tx, new SkillId(id)),
                SkillTable.Skill::version,
                skill -> new Views.Named(skill.id().value(), skill.name()));
    }

    @GET
    public Views.Items<Object> list() {
        return kind.list();
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return kind.get(id);
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
        return kind.put(id, ifMatch, tx -> {
            skills.save(tx, skill, name);
            Changes.tell(tx, new SkillSetting(skill, name));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        SkillId skill = new SkillId(id);
        kind.delete(tx -> {
            if (skills.used(tx, skill)) {
                throw new Problem(409, "skill-in-use", "agents or rules name this skill");
            }
            return skills.delete(tx, skill);
        });
    }
}
