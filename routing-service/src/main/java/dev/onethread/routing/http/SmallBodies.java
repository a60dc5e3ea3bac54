package dev.onethread.routing.http;

import dev.onethread.delivery.problems.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// What machines send is small: a larger body is refused before it is read into objects.
class SmallBodies {
    private static final int LARGEST = 65_536;

    @ServerRequestFilter
    public void refuseLarge(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().contains("/customer-attributes/") && request.getLength() > LARGEST) {
            throw new Problem(413, "too-large", "at most " + LARGEST + " bytes");
        }
    }
}
