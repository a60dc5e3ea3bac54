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

    @Test
    void whatASenderWritesIntoTheEnvelopeIsNoResult() {
        assertThat(of("mx.shop.example; spf=pass smtp.mailfrom=\"x; dmarc=pass \"@evil.example; dmarc=none"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(
                        of(
                                "mx.shop.example; spf=pass smtp.mailfrom=\"a \\\"; dmarc=pass header.from=example.com\"@evil.example"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(
                        of(
                                "mx.shop.example; spf=pass smtp.helo=\"x smtp.mailfrom=a@example.com\" smtp.mailfrom=b@evil.example"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(of("mx.shop.example; dkim=pass header.i=\"(\"@evil.example; dmarc=fail header.from=example.com"))
                .isEqualTo(Sender.DISPROVED);
        assertThat(of("mx.shop.example; spf=pass smtp.mailfrom=\"anna smith\"@example.com"))
                .isEqualTo(Sender.PROVED);
    }

    @Test
    void ofSeveralFieldsTheOneWrittenLastCountsAndAFailureAlways() {
        String pass = "Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com\r\n";
        String fail = "Authentication-Results: mx.shop.example; dmarc=fail header.from=example.com\r\n";
        String none = "Authentication-Results: mx.shop.example; dmarc=none; spf=none\r\n";
        String spf = "Authentication-Results: mx.shop.example; spf=pass smtp.mailfrom=b@evil.example\r\n";
        String from = "From: Anna <anna@example.com>\r\n";
        assertThat(read(spf + pass + from)).as("a field per method").isEqualTo(Sender.PROVED);
        assertThat(read(fail + pass + from)).isEqualTo(Sender.DISPROVED);
        assertThat(read(pass + fail + from)).isEqualTo(Sender.DISPROVED);
        assertThat(read(none + pass + from)).as("a forged one stands below").isEqualTo(Sender.UNKNOWN);
        assertThat(read("Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com; dmarc=none\r\n"
                        + from))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(read("Authentication-Results: mx.shop.example; dmarc=temperror; dkim=pass header.d=example.com\r\n"
                        + from))
                .isEqualTo(Sender.UNKNOWN);
    }

    @Test
    void whoeverNamesSeveralAuthorsProvesNone() {
        String pass = "Authentication-Results: mx.shop.example; dmarc=pass; dkim=pass header.d=example.com\r\n";
        assertThat(read(pass + "From: Anna <anna@example.com>\r\n")).isEqualTo(Sender.PROVED);
        assertThat(read(pass + "From: \"Smith, Anna\" <anna@example.com>\r\n")).isEqualTo(Sender.PROVED);
        assertThat(read(pass + "From: Anna <anna@example.com>, Eve <eve@evil.example>\r\n"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(read(pass + "From: Anna <anna@example.com>\r\nFrom: Eve <eve@evil.example>\r\n"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(read(pass + "From: \r\nFrom: Anna <anna@example.com>\r\n")).isEqualTo(Sender.UNKNOWN);
    }

    @Test
    void anAddressThatOnlyALenientReaderFindsIsNotTheOneThatWasChecked() {
        String dmarc = "Authentication-Results: mx.shop.example; dmarc=pass\r\n";
        assertThat(read(dmarc + "From: =?utf-8?q?anna=40example.com?=\r\n")).isEqualTo(Sender.UNKNOWN);
        assertThat(read(dmarc + "From: \"eve@evil.example\" <anna@example.com>\r\n"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(read(dmarc + "From: <eve@evil.example> <anna@example.com>\r\n"))
                .isEqualTo(Sender.UNKNOWN);
        assertThat(read(dmarc.replace("pass", "pass header.from=example.com")
                        + "From: \"anna@work.example\" <anna@example.com>\r\n"))
                .as("a name is only a name")
                .isEqualTo(Sender.PROVED);
    }

    private static Sender of(String field) {
        return read("Authentication-Results: " + field + "\r\nFrom: Anna <anna@example.com>\r\n");
    }

    private static Sender read(String header) {
        ParsedMail mail = MailReader.read((header + "\r\nx\r\n").getBytes(StandardCharsets.UTF_8));
        return Verdicts.of(mail.headers(), Set.of("mx.shop.example"), "anna@example.com");
    }
}
