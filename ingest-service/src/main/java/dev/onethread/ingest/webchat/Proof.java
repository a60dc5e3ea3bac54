package dev.onethread.ingest.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// What a page hands over to say who its visitor is.
sealed interface Proof {
    /// Characters; real ones have some hundreds.
    int LONGEST = 4_096;

    /// A signed token (RFC 7519).
    record Token(String jwt) implements Proof {}

    /// An external id with a code over it (RFC 2104), in hexadecimal.
    record Code(String externalId, String hmac) implements Proof {}

    /// Nothing, which makes nobody of anybody.
    record None() implements Proof {}

    /// What stands under `identity` in a frame.
    /// @return null where it is none of the forms: a number, a list or an object where text belongs is no
    /// proof
    static @Nullable Proof read(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return new None();
        }
        JsonNode token = json.path("token");
        JsonNode id = json.path("externalId");
        JsonNode hmac = json.path("hmac");
        if (!json.isObject() || token.isMissingNode() == (id.isMissingNode() && hmac.isMissingNode())) {
            return null;
        }
        if (fits(token)) {
            return new Token(token.textValue());
        }
        return fits(id) && fits(hmac) ? new Code(id.textValue(), hmac.textValue()) : null;
    }

    private static boolean fits(JsonNode text) {
        return text.isTextual()
                && !text.textValue().isBlank()
                && text.textValue().length() <= LONGEST;
    }
}
