package dev.onethread.delivery.oauth;

import java.net.URI;
import java.util.Optional;

/// How an access token is asked for with a refresh token (RFC 6749 section 6). Part of the configuration of whatever
/// signs in with it.
public interface OAuthSettings {
    /// The token endpoint, `https` but for tests.
    URI tokenUrl();

    String clientId();

    /// None for public clients.
    Optional<String> clientSecret();

    String refreshToken();

    /// Blank-separated; what the refresh token was given for where absent.
    Optional<String> scope();
}
