package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.onethread.delivery.oauth.AccessTokens;
import dev.onethread.delivery.oauth.OAuthSettings;
import dev.onethread.local.mail.MailServer;
import dev.onethread.local.mail.Provider;
import dev.onethread.local.mail.Provider.Certificate;
import dev.onethread.local.mail.Provider.Secrecy;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Mails are handed in as providers want it: over TLS, after STARTTLS, by access tokens.
class ProviderTest {
    private static final String US = "help@shop.example";
    private static final String KIM = "kim@customers.test";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final MailServer server = MailServer.start(0, 0, US, KIM);

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        server.close();
    }

    @Test
    void aMailLeavesOverTlsFromTheFirstOctet() throws Exception {
        Provider provider = provider(Secrecy.TLS, Certificate.SERVER);
        handIn(connections("smtps", provider, null), "over TLS");
        assertThat(received()).containsExactly("over TLS");
        assertThat(provider.signedIn()).containsExactly("password secret");
    }

    @Test
    void aMailLeavesAfterStarttlsAndNoSecretIsSaidBefore() throws Exception {
        Provider provider = provider(Secrecy.STARTTLS, Certificate.SERVER);
        handIn(connections("smtp+starttls", provider, null), "after STARTTLS");
        assertThat(received()).containsExactly("after STARTTLS");
        assertThat(provider.signedIn()).containsExactly("password secret");
    }

    @Test
    void whereStarttlsIsWantedAndNotOfferedNobodySignsIn() {
        Provider provider = provider(Secrecy.NONE, Certificate.SERVER);
        Connections connections = connections("smtp+starttls", provider, null);
        assertThatThrownBy(connections::take).isInstanceOf(MessagingException.class);
        assertThat(provider.signedIn()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForOrThatIsAnotherGetsNoSecret() {
        for (Certificate certificate : List.of(Certificate.STRANGER, Certificate.ELSEWHERE)) {
            for (String scheme : List.of("smtps", "smtp+starttls")) {
                Secrecy secrecy = scheme.equals("smtps") ? Secrecy.TLS : Secrecy.STARTTLS;
                Provider provider = provider(secrecy, certificate);
                Connections connections = connections(scheme, provider, null);
                assertThatThrownBy(connections::take)
                        .as(scheme + " " + certificate)
                        .isInstanceOf(MessagingException.class);
                assertThat(provider.signedIn()).isEmpty();
            }
        }
    }

    @Test
    void anAccessTokenSignsInAndAWithdrawnOneIsFollowedByANewOne() throws Exception {
        List<String> asked = new ArrayList<>();
        AccessTokens tokens = new AccessTokens(endpoint(asked), TIMEOUT);
        for (Secrecy secrecy : List.of(Secrecy.TLS, Secrecy.STARTTLS)) {
            Provider provider = provider(secrecy, Certificate.SERVER);
            Connections connections = connections(secrecy == Secrecy.TLS ? "smtps" : "smtp+starttls", provider, tokens);
            provider.takesToken("token-" + Math.max(1, asked.size()));
            handIn(connections, "first " + secrecy);
            provider.takesToken("token-" + (asked.size() + 1));
            handIn(connections, "second " + secrecy);
            assertThat(provider.signedIn()).containsExactly("token secret", "token secret");
        }
        assertThat(asked).hasSize(3);
        assertThat(received()).containsExactly("first TLS", "second TLS", "first STARTTLS", "second STARTTLS");
    }

    private static void handIn(Connections connections, String subject) throws Exception {
        MimeMessage mail = new MimeMessage(connections.session());
        mail.setFrom(new InternetAddress(US));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(KIM));
        mail.setSubject(subject);
        mail.setText("hello");
        Transport transport = connections.take();
        transport.sendMessage(mail, mail.getAllRecipients());
        connections.drop(transport);
    }

    private List<String> received() {
        return server.inbox(KIM).stream()
                .map(letter -> new String(letter.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .findFirst()
                        .orElse("")
                        .substring("Subject: ".length()))
                .toList();
    }

    private Provider provider(Secrecy secrecy, Certificate certificate) {
        Provider provider = Provider.smtp(server.smtpPort(), secrecy, certificate);
        opened.add(provider);
        return provider;
    }

    private Connections connections(String scheme, Provider provider, @Nullable AccessTokens tokens) {
        Account account = new Account(
                scheme.equals("smtps") ? "smtps" : "smtp",
                scheme.equals("smtp+starttls"),
                "localhost",
                provider.port(),
                US,
                MailServer.PASSWORD,
                US,
                "Shop",
                false,
                Signature.NONE);
        Connections connections = new Connections(account, TIMEOUT, tokens);
        opened.add(connections);
        return connections;
    }

    private OAuthSettings endpoint(List<String> asked) throws Exception {
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("{\"access_token\":\"token-" + asked.size() + "\",\"expires_in\":3600}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        endpoint.start();
        opened.add(() -> endpoint.stop(0));
        URI url = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token");
        return new OAuthSettings() {
            @Override
            public URI tokenUrl() {
                return url;
            }

            @Override
            public String clientId() {
                return "shop";
            }

            @Override
            public Optional<String> clientSecret() {
                return Optional.empty();
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
    }
}
