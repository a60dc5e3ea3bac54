package dev.onethread.ticket.inbox;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Browsers may open the socket from our own pages only (ASVS 4.4.2). Who is no browser sends no Origin and gains
/// nothing by it: the token is in the first frame, never in a cookie.
@ApplicationScoped
class SameOrigin implements HttpUpgradeCheck {
    private final Set<String> allowed;

    SameOrigin(LiveRules rules) {
        allowed = Set.copyOf(rules.origins().orElse(List.of()));
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        String origin = request.getHeader("Origin");
        boolean ours = origin == null || allowed.contains(origin) || same(origin, host(request));
        return ours ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(403);
    }

    private static @Nullable String host(HttpServerRequest request) {
        return request.authority() == null ? null : request.authority().toString();
    }

    private static boolean same(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
