package dev.onethread.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MailTokenTest {
    private static final UnaryOperator<byte[]> OURS = mac("the key of two services");
    private static final UnaryOperator<byte[]> OTHERS = mac("another key");
    private static final Address ANNA = Address.mail("anna@example.com");
    private static final Address EVE = Address.mail("eve@example.com");

    @Test
    void itSaysTheConversationAndWhetherItWentToTheSender() {
        Random random = new Random(16);
        for (int n = 0; n < 500; n++) {
            ConversationId conversation = new ConversationId(new UUID(random.nextLong(), random.nextLong()));
            String token = MailToken.of(conversation, ANNA, OURS);
            assertThat(token).hasSize(45);
            assertThat(MailToken.read(token, ANNA, OURS)).isEqualTo(new MailToken(conversation, true));
            assertThat(MailToken.read(token.toUpperCase(Locale.ROOT), Address.mail("ANNA@Example.com"), OURS))
                    .isEqualTo(new MailToken(conversation, true));
            assertThat(MailToken.read(token, EVE, OURS)).isEqualTo(new MailToken(conversation, false));
        }
    }

    @Test
    void aConversationWhoseIdBeginsWithZerosKeepsThem() {
        ConversationId zero = new ConversationId(new UUID(0, 1));
        assertThat(MailToken.read(MailToken.of(zero, ANNA, OURS), ANNA, OURS)).isEqualTo(new MailToken(zero, true));
    }

    @Test
    void nothingThatWasChangedIsValid() {
        String token = MailToken.of(new ConversationId(new UUID(7, 1042)), ANNA, OURS);
        for (int at = 0; at < token.length(); at++) {
            char other = token.charAt(at) == '0' ? '1' : '0';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(MailToken.read(changed, ANNA, OURS))
                    .as("changed at %d", at)
                    .isNull();
        }
        assertThat(MailToken.read(token, ANNA, OTHERS)).isNull();
        assertThat(MailToken.read("v".repeat(45), ANNA, OURS)).isNull();
        assertThat(MailToken.read(token + "0", ANNA, OURS)).isNull();
        assertThat(MailToken.read("", ANNA, OURS)).isNull();
    }

    private static UnaryOperator<byte[]> mac(String key) {
        return octets -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(octets);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
