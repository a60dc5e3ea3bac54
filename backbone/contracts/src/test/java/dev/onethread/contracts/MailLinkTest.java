package dev.onethread.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MailLinkTest {
    private static final Address KIM = Address.mail("kim@shop.example");
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final MailLink LINK = new MailLink(KIM, NOW.plus(Duration.ofDays(14)));
    private static final UnaryOperator<byte[]> OURS = mac("ours");

    @Test
    void whatWasWrittenIsReadForItsChannelUntilItsEnd() {
        String written = LINK.written(Channel.TELEGRAM, OURS);
        assertThat(written).matches("[A-Za-z0-9_-]+").isEqualTo(LINK.written(Channel.TELEGRAM, OURS));
        assertThat(MailLink.read(written, Channel.TELEGRAM, NOW, OURS)).isEqualTo(LINK);
        assertThat(MailLink.read(written, Channel.WEB, NOW, OURS)).isNull();
        assertThat(MailLink.read(written, Channel.TELEGRAM, LINK.until().plusSeconds(1), OURS))
                .isNull();
    }

    @Test
    void whatWeDidNotWriteIsNothing() {
        String written = LINK.written(Channel.TELEGRAM, OURS);
        assertThat(MailLink.read(LINK.written(Channel.TELEGRAM, mac("theirs")), Channel.TELEGRAM, NOW, OURS))
                .isNull();
        for (int i = 0; i < written.length(); i++) {
            char other = written.charAt(i) == 'A' ? 'B' : 'A';
            String forged = written.substring(0, i) + other + written.substring(i + 1);
            MailLink read = MailLink.read(forged, Channel.TELEGRAM, NOW, OURS);
            // The last character may carry bits that nobody reads.
            assertThat(read == null || i == written.length() - 1 && read.equals(LINK))
                    .as("changed at %d", i)
                    .isTrue();
        }
        for (String garbage : new String[] {"", "=", "a", "кот", "A".repeat(40), "A".repeat(10_000)}) {
            assertThat(MailLink.read(garbage, Channel.TELEGRAM, NOW, OURS)).isNull();
        }
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
