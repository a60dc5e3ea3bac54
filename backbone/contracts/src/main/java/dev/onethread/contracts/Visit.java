package dev.onethread.contracts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a visitor of the web chat beside their words. Only `signed` is evidence: the page's own
/// server vouches for it. All else anybody can type or set. `topic` is the choice made in the form before the
/// chat; `page` and `referrer` are web addresses without query and fragment, with the visitor's consent only;
/// `attributes` is what the page's script set.
public record Visit(
        @Nullable Signed signed,
        @Nullable Typed typed,
        @Nullable String topic,
        @Nullable String page,
        @Nullable String referrer,
        @Nullable Map<String, String> attributes) {
    public Visit {
        attributes = attributes == null ? null : Require.map(attributes, "attributes");
    }

    /// Who the visitor is to the page they are on. The signature was verified against a key of the door's
    /// before this was written. `externalId` is unique within `realm`, never beyond. `mailVerified` and
    /// `phoneVerified` say that the page's server holds that they are theirs. `key` names the key, `until` is
    /// when the statement ends, null where its kind has no end; `method` how it was signed.
    public record Signed(
            String realm,
            String externalId,
            @Nullable String name,
            @Nullable String mail,
            boolean mailVerified,
            @Nullable String phone,
            boolean phoneVerified,
            Method method,
            String key,
            @Nullable Instant until) {
        public Signed {
            Require.text(realm, "realm");
            Require.text(externalId, "externalId");
            Require.present(method, "method");
            Require.text(key, "key");
        }

        /// A signed token with claims of its own (RFC 7519), or a code over the external id alone (RFC 2104),
        /// which vouches for nothing else.
        public enum Method {
            JWT,
            HMAC
        }
    }

    /// What somebody entered into a form.
    public record Typed(
            @Nullable String name,
            @Nullable String mail,
            @Nullable String phone,
            @Nullable String telegram) {}
}
