package dev.onethread.delivery;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// Somewhere to go wrong.
@Path("/problems-test")
@PermitAll
public class ProblemsTestResource {
    public record Wish(@NotBlank String name) {}

    @POST
    public String wish(@Valid Wish wish) {
        if (wish.name().equals("boom")) {
            throw new IllegalStateException("a secret");
        }
        return wish.name();
    }
}
