package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.routing.json.RuleWriter;
import dev.onethread.routing.postgres.RuleSets.Kept;
import dev.onethread.routing.postgres.RuleSets.RuleSet;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/// How rules and their versions are shown.
final class RuleViews {
    private RuleViews() {}

    static Response shown(RuleSet set) {
        return Response.ok(whole(set)).tag(Changes.tag(set.version())).build();
    }

    static ObjectNode whole(RuleSet set) {
        ObjectNode node = head(set);
        ArrayNode items = node.putArray("items");
        set.rules().forEach(kept -> items.add(rule(kept)));
        return node;
    }

    /// A version without its rules.
    static ObjectNode head(RuleSet set) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", set.version());
        node.put("savedAt", set.savedAt().toString());
        node.put("savedBy", set.savedBy());
        node.put("restored", set.restored());
        return node;
    }

    static ObjectNode rule(Kept kept) {
        return RuleWriter.rule(kept.rule()).put("version", kept.version());
    }

    static String name(SecurityContext who) {
        Principal principal = who.getUserPrincipal();
        return principal == null ? "somebody" : principal.getName();
    }
}
