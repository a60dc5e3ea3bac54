package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Letterhead.Sender;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Fields of the forms that large receivers write.
class VerdictsTest {
    @Test
    void aTrustedHostsPassProves() {
        assertThat(of(
                        "mx.shop.example; dkim=pass header.i=@example.com header.s=s1; spf=pass smtp.mailfrom=a@example.com;"
                                + " dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.com"))
                .isEqualTo(Sender.PROVED);
        assertThat(of("mx.shop.example 1; dmarc=pass action=none")).isEqualTo(Sender.PROVED);
        assertThat(of("MX.shop.example; dkim=pass (2048-bit key) header.d=example.com"))
                .isEqualTo(Sender.PROVED);
        assertThat(of("mx.shop.example; spf=pass smtp.mailfrom=bounce@example.com"))
                .isEqualTo(Sender.PROVED);
    }

    @Test
    void whatAnotherDomainPassedProvesNothing() {
        assertThat(of("mx.shop.example; dkim=pass header.d=mailer.example; spf=pass smtp.mailfrom=x@mailer.example"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(of("mx.shop.example; dmarc=pass header.from=evil.example")).isEqualTo(Sender.UNKNOWN);
        assertThat(of("mx.shop.example; dkim=pass header.d=notexample.com")).isEqualTo(Sender.UNKNOWN);
    }

    @Test
    void aFailedDmarcDisprovesWhateverElsePassed() {
        assertThat(of("mx.shop.example; spf=pass smtp.mailfrom=example.com; dmarc=fail header.from=example.com"))
                .isEqualTo(Sender.DISPROVED);
        assertThat(of("mx.shop.example; dmarc=none; dkim=none")).isEqualTo(Sender.UNKNOWN);
    }

    @Test
    void aFieldOfAHostWeDoNotTrustIsTheSendersOwn() {
        assertThat(of("mx.evil.example; dmarc=pass header.from=example.com")).isEqualTo(Sender.UNKNOWN);
        assertThat(of("evil (mx.shop.example); dmarc=pass")).isEqualTo(Sender.UNKNOWN);
        assertThat(of("mx.shop.example; x=y (; dmarc=pass")).isEqualTo(Sender.UNKNOWN);
        assertThat(of("")).isEqualTo(Sender.UNKNOWN);
    }

    private static Sender of(String field) {
        ParsedMail mail =
                MailReader.read(("Authentication-Results: " + field + "\r\nFrom: Anna <anna@example.com>\r\n\r\nx\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return Verdicts.of(mail.headers(), Set.of("mx.shop.example"), "anna@example.com");
    }
}
