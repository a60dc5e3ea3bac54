package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visit.Signed.Method;
import dev.onethread.ingest.testing.Widgets;
import dev.onethread.ingest.webchat.Identities.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page signs is believed; what anybody else makes up is not.
class IdentityKeysTest {
    private final IdentityKeys keys = new IdentityKeys("shop", settings(all()));

    @Test
    void aTokenOfEitherKeyHoldsWhileOneIsReplacedByTheOther() {
        JwtClaims claims = Widgets.claims("42");
        assertThat(id(keys, Widgets.token(claims, Widgets.OLD_SECRET, "2025"))).isEqualTo("42");
        assertThat(id(keys, Widgets.token(claims, Widgets.NEW_SECRET, "2026"))).isEqualTo("42");
        assertThat(id(keys, Widgets.token(claims, Widgets.NEW_SECRET, null))).isEqualTo("42");
        Map<String, WebChatSettings.Key> left = all();
        left.remove("2025");
        IdentityKeys later = new IdentityKeys("shop", settings(left));
        assertThat(code(later.token(Widgets.token(claims, Widgets.OLD_SECRET, null), now())))
                .isEqualTo("identity-invalid");
    }

    @Test
    void theServersPublicKeyChecksWhatItsPrivateOneSigned() {
        String token = Widgets.sign(
                Widgets.claims("42"), Widgets.RSA.getPrivate(), AlgorithmIdentifiers.RSA_USING_SHA256, "server");
        Visit.Signed who = signed(keys.token(token, now()));
        assertThat(who.key()).isEqualTo("server");
        assertThat(who.realm()).isEqualTo("shop-users");
    }

    @Test
    void claimsAreTheOnesOfOpenId() {
        JwtClaims claims = Widgets.claims("42");
        claims.setClaim("name", "Анна");
        claims.setClaim("email", "anna@example.com");
        claims.setClaim("email_verified", true);
        claims.setClaim("phone_number", "+79990001042");
        Visit.Signed who = signed(keys.token(Widgets.token(claims, Widgets.NEW_SECRET, "2026"), now()));
        assertThat(who.name()).isEqualTo("Анна");
        assertThat(who.mail()).isEqualTo("anna@example.com");
        assertThat(who.mailVerified()).isTrue();
        assertThat(who.phone()).isEqualTo("+79990001042");
        assertThat(who.phoneVerified()).isFalse();
        assertThat(who.method()).isEqualTo(Method.JWT);
        assertThat(who.until()).isAfter(now());
    }

    @Test
    void verifiedIsTrueAndNothingThatLooksLikeIt() {
        JwtClaims claims = Widgets.claims("42");
        claims.setClaim("email", "anna@example.com");
        claims.setClaim("email_verified", "true");
        assertThat(code(keys.token(Widgets.token(claims, Widgets.NEW_SECRET, "2026"), now())))
                .isEqualTo("identity-invalid");
    }

    @Test
    void aStatementEnds() {
        String token = Widgets.token(Widgets.claims("42"), Widgets.NEW_SECRET, "2026");
        assertThat(code(keys.token(token, now().plus(Duration.ofMinutes(11))))).isEqualTo("identity-expired");
        JwtClaims endless = new JwtClaims();
        endless.setSubject("42");
        assertThat(code(keys.token(Widgets.token(endless, Widgets.NEW_SECRET, "2026"), now())))
                .isEqualTo("identity-invalid");
        JwtClaims tooLong = new JwtClaims();
        tooLong.setSubject("42");
        tooLong.setExpirationTimeMinutesInTheFuture(60 * 24 * 30);
        assertThat(code(keys.token(Widgets.token(tooLong, Widgets.NEW_SECRET, "2026"), now())))
                .isEqualTo("identity-invalid");
    }

    @Test
    void aTokenForAnotherWidgetIsNoneForThisOne() {
        JwtClaims claims = Widgets.claims("42");
        claims.setAudience("other");
        assertThat(code(keys.token(Widgets.token(claims, Widgets.NEW_SECRET, "2026"), now())))
                .isEqualTo("identity-invalid");
        claims.setAudience("shop");
        assertThat(id(keys, Widgets.token(claims, Widgets.NEW_SECRET, "2026"))).isEqualTo("42");
    }

    /// The classic: the public key, which everybody has, taken for a shared secret (RFC 8725 section 2.1).
    @Test
    void thePublicKeyIsNoSharedSecret() {
        for (String secret : new String[] {Widgets.pem(), Widgets.pem().strip()}) {
            String token = Widgets.sign(
                    Widgets.claims("42"),
                    new HmacKey(secret.getBytes(StandardCharsets.UTF_8)),
                    AlgorithmIdentifiers.HMAC_SHA256,
                    "server");
            assertThat(code(keys.token(token, now()))).isEqualTo("identity-invalid");
        }
        String der = Widgets.sign(
                Widgets.claims("42"),
                new HmacKey(Widgets.RSA.getPublic().getEncoded()),
                AlgorithmIdentifiers.HMAC_SHA256,
                "server");
        assertThat(code(keys.token(der, now()))).isEqualTo("identity-invalid");
    }

    @Test
    void aTokenSignedByNobodyIsNone() {
        String payload =
                base64("{\"sub\":\"42\",\"exp\":" + now().plusSeconds(600).getEpochSecond() + "}");
        for (String alg : new String[] {"none", "None", "NONE", ""}) {
            String token = base64("{\"alg\":\"" + alg + "\"}") + "." + payload + ".";
            assertThat(code(keys.token(token, now()))).isEqualTo("identity-invalid");
        }
    }

    @Test
    void aTokenThatWasChangedIsNone() {
        String[] parts =
                Widgets.token(Widgets.claims("42"), Widgets.NEW_SECRET, "2026").split("\\.");
        String other = base64(Widgets.claims("43").toJson());
        assertThat(code(keys.token(parts[0] + "." + other + "." + parts[2], now())))
                .isEqualTo("identity-invalid");
        assertThat(code(keys.token(parts[0] + "." + parts[1] + ".", now()))).isEqualTo("identity-invalid");
        assertThat(code(keys.token(parts[0] + "." + parts[1] + ".AAAA", now()))).isEqualTo("identity-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "a.b.c", "eyJhbGciOiJub25lIn0..", "0", "true", "[]", "{\"$gt\":\"\"}"})
    void whatIsNoTokenIsNone(String token) {
        assertThat(code(keys.token(token, now()))).isEqualTo("identity-invalid");
    }

    @Test
    void aCodeVouchesForTheExternalIdAlone() {
        Visit.Signed who = signed(keys.code("42", Widgets.code("42", Widgets.CODE_SECRET)));
        assertThat(who)
                .isEqualTo(new Visit.Signed(
                        "shop-users", "42", null, null, false, null, false, Method.HMAC, "codes", null));
        assertThat(code(keys.code("43", Widgets.code("42", Widgets.CODE_SECRET))))
                .isEqualTo("identity-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "true",
                "[]",
                "null",
                "zz",
                "0e0",
                "0000000000000000000000000000000000000000000000000000000000000000"
            })
    void whatIsNoCodeIsNone(String hmac) {
        assertThat(code(keys.code("42", hmac))).isEqualTo("identity-invalid");
    }

    /// A page that signs external ids of somebody's choice must not sign them a token.
    @Test
    void aCodeOverATokensTextMakesNoToken() {
        String payload = "{\"sub\":\"victim\",\"exp\":" + now().plusSeconds(600).getEpochSecond() + "}";
        String text = base64("{\"alg\":\"HS256\"}") + "." + base64(payload);
        byte[] code = java.util.HexFormat.of().parseHex(Widgets.code(text, Widgets.CODE_SECRET));
        String token = text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        assertThat(code(keys.token(token, now()))).isEqualTo("identity-invalid");
    }

    @Test
    void aKeyServesOneKindAndIsLongEnough() {
        assertThatThrownBy(() -> new IdentityKeys("shop", settings(Map.of("k", key("short", null, null)))))
                .hasMessageContaining("identity.keys.\"k\".hs256");
        assertThatThrownBy(() -> new IdentityKeys("shop", settings(Map.of("k", key(null, null, null)))))
                .hasMessageContaining("needs one of");
        assertThatThrownBy(() -> new IdentityKeys("shop", settings(Map.of("k", key(null, "no pem", null)))))
                .hasMessageContaining("rs256");
        Map<String, WebChatSettings.Key> same = new LinkedHashMap<>();
        same.put("a", key(Widgets.NEW_SECRET, null, null));
        same.put("b", key(null, null, Widgets.NEW_SECRET));
        assertThatThrownBy(() -> new IdentityKeys("shop", settings(same))).hasMessageContaining("of another key");
    }

    private static Instant now() {
        return Instant.now();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(IdentityKeys keys, String token) {
        return signed(keys.token(token, now())).externalId();
    }

    private static Visit.Signed signed(Finding finding) {
        return ((Finding.Signed) finding).who();
    }

    private static String code(Finding finding) {
        return ((Finding.Refused) finding).code();
    }

    private static Map<String, WebChatSettings.Key> all() {
        Map<String, WebChatSettings.Key> keys = new LinkedHashMap<>();
        keys.put("2025", key(Widgets.OLD_SECRET, null, null));
        keys.put("2026", key(Widgets.NEW_SECRET, null, null));
        keys.put("server", key(null, Widgets.pem(), null));
        keys.put("codes", key(null, null, Widgets.CODE_SECRET));
        return keys;
    }

    private record KeyOf(Optional<String> hs256, Optional<String> rs256, Optional<String> hmac)
            implements WebChatSettings.Key {}

    private record SettingsOf(
            Optional<String> realm, Map<String, WebChatSettings.Key> keys, Duration longest, boolean required)
            implements WebChatSettings.Identity {}

    private static WebChatSettings.Key key(String hs256, String rs256, String hmac) {
        return new KeyOf(Optional.ofNullable(hs256), Optional.ofNullable(rs256), Optional.ofNullable(hmac));
    }

    private static WebChatSettings.Identity settings(Map<String, WebChatSettings.Key> keys) {
        return new SettingsOf(Optional.of("shop-users"), keys, Duration.ofDays(1), false);
    }
}
