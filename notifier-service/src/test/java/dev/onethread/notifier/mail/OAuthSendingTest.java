package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.onethread.delivery.oauth.AccessTokens;
import dev.onethread.delivery.oauth.OAuthSettings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Signing in with an access token: a token endpoint over HTTP, and a mail server that takes only the token of the
/// hour (XOAUTH2).
class OAuthSendingTest {
    private static final String USER = "help@shop.example";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<String> asked = new ArrayList<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer endpoint;
    private volatile String answer = "";
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        mail.start();
        mail.getUserManager().setAuthRequired(true);
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
        endpoint.stop(0);
    }

    @Test
    void aTokenOfTheEndpointSignsIn() throws Exception {
        mail.setUser(USER, "token-1");
        answer = "{\"access_token\":\"token-1\",\"expires_in\":3600}";
        try (Connections connections = connections()) {
            Transport transport = connections.take();
            assertThat(transport.isConnected()).isTrue();
            connections.giveBack(transport);
            connections.drop(connections.take());
        }
        assertThat(asked).hasSize(1);
        assertThat(URLDecoder.decode(asked.getFirst(), StandardCharsets.UTF_8))
                .contains("grant_type=refresh_token", "refresh_token=refresh-1", "client_id=shop", "client_secret=s&3");
    }

    @Test
    void aTokenThatTheServerRefusesIsFollowedByANewOne() throws Exception {
        mail.setUser(USER, "token-1");
        answer = "{\"access_token\":\"token-1\",\"expires_in\":3600,\"refresh_token\":\"refresh-2\"}";
        try (Connections connections = connections()) {
            connections.drop(connections.take());
            mail.getUserManager().getUser(USER).setPassword("token-2");
            answer = "{\"access_token\":\"token-2\",\"expires_in\":3600}";
            Transport transport = connections.take();
            assertThat(transport.isConnected()).isTrue();
            connections.drop(transport);
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).contains("refresh_token=refresh-2");
    }

    @Test
    void anEndpointThatRefusesIsARefusedSignInAndSaysNoSecret() {
        mail.setUser(USER, "token-1");
        status = 400;
        answer = "{\"error\":\"invalid_grant\",\"error_description\":\"refresh-1 has ended\"}";
        try (Connections connections = connections()) {
            assertThatThrownBy(connections::take)
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("400 invalid_grant")
                    .hasMessageNotContaining("refresh-1");
        }
    }

    private Connections connections() {
        OAuthSettings settings = new OAuthSettings() {
            @Override
            public URI tokenUrl() {
                return URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token");
            }

            @Override
            public String clientId() {
                return "shop";
            }

            @Override
            public Optional<String> clientSecret() {
                return Optional.of("s&3");
            }

            @Override
            public String refreshToken() {
                return "refresh-1";
            }

            @Override
            public Optional<String> scope() {
                return Optional.empty();
            }
        };
        Account account = new Account(
                "smtp", false, "127.0.0.1", mail.getSmtp().getPort(), USER, null, USER, "", false, Signature.NONE);
        return new Connections(account, TIMEOUT, new AccessTokens(settings, TIMEOUT));
    }
}
