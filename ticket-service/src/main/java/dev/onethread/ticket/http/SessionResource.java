package dev.onethread.ticket.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.access.SignIn;
import dev.onethread.ticket.screen.People.UserView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Signing in, staying signed in, signing out. The refresh token lives in a cookie that scripts cannot read and other
/// sites cannot send.
@Path("/session")
@PermitAll
@RunOnVirtualThread
public class SessionResource {
    private static final String COOKIE = "onethread-session";
    private static final String PATH = "/api/inbox/session";

    private final SignIn signIn;

    SessionResource(SignIn signIn) {
        this.signIn = signIn;
    }

    /// A name and a password.
    public record Credentials(
            @Nullable String user, @Nullable String password) {}

    /// What the page holds while somebody is signed in.
    public record SessionView(String accessToken, Instant expiresAt, UserView user) {}

    @POST
    public Response begin(@Nullable Credentials credentials, @Context HttpServerRequest request) {
        Credentials given = Ids.body(credentials);
        String user = given.user() == null ? "" : given.user();
        String password = given.password() == null ? "" : given.password();
        return answer(signIn.signIn(user, password, request.remoteAddress().hostAddress()), request);
    }

    @POST
    @Path("/renewal")
    public Response renew(@CookieParam(COOKIE) @Nullable String refresh, @Context HttpServerRequest request) {
        if (refresh == null || refresh.isEmpty()) {
            throw new Problem(401, "session-over", "Sign in again.");
        }
        return answer(signIn.renew(refresh), request);
    }

    @DELETE
    public Response end(@CookieParam(COOKIE) @Nullable String refresh, @Context HttpServerRequest request) {
        if (refresh != null && !refresh.isEmpty()) {
            signIn.end(refresh);
        }
        return Response.noContent().cookie(cookie("", 0, request)).build();
    }

    private static Response answer(SignIn.Session session, HttpServerRequest request) {
        return Response.ok(new SessionView(session.accessToken(), session.expiresAt(), session.user()))
                .cookie(cookie(session.refresh(), (int) session.refreshLife().toSeconds(), request))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static NewCookie cookie(String value, int maxAge, HttpServerRequest request) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path(PATH)
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(request.isSSL() || "https".equals(request.scheme()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
