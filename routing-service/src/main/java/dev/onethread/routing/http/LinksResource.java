package dev.onethread.routing.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.core.LinkTemplate;
import dev.onethread.routing.postgres.CustomerLinks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Pages of other systems about a customer, shown in their profile.
@Path("/links")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class LinksResource {
    private final CustomerLinks links;
    private final Kind<CustomerLinks.Link> kind;

    LinksResource(Changes changes, CustomerLinks links) {
        this.links = links;
        kind = new Kind<>(
                "link",
                changes,
                links::all,
                links::find,
                CustomerLinks.Link::version,
                link -> new LinkView(link.id(), link.name(), link.template().text()));
    }

    record LinkView(String id, String name, String template) {}

    record LinkForm(
            @NotBlank @Size(max = 60) @Nullable String name,

            @NotBlank @Size(max = LinkTemplate.LONGEST) @Nullable
            String template) {}

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
            @NotNull @Valid LinkForm form) {
        LinkTemplate template = new LinkTemplate(Forms.given(form.template()).strip());
        var faults = template.faults();
        if (!faults.isEmpty()) {
            throw new Problem(
                    422,
                    "link-invalid",
                    "the template is not as it must be",
                    faults.stream()
                            .map(fault -> new Problem.Fault("/template", fault.code(), fault.detail()))
                            .toList());
        }
        String name = Forms.given(form.name()).strip();
        return kind.put(id, ifMatch, tx -> links.save(tx, id, name, template));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public void delete(String id) {
        kind.delete(tx -> links.delete(tx, id));
    }
}
