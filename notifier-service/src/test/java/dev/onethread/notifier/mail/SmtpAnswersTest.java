package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.notifier.core.Outcome;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpAnswersTest {
    @ParameterizedTest
    @CsvSource({
        "550, 550 5.1.1 no such user, recipient-unknown",
        "550, 550 5.7.1 rejected as spam, rejected",
        "552, 552 5.2.2 over quota, mailbox-full",
        "552, 552 5.3.4 message too big, too-large",
        "554, 554 transaction failed, rejected",
        "503, 503 bad sequence, refused",
    })
    void fiveMeansNo(int code, String words, String reason) {
        assertThat(SmtpAnswers.answered(code, words)).isEqualTo(new Outcome.Refused(reason, words));
    }

    @Test
    void fourMeansNotNow() {
        assertThat(SmtpAnswers.answered(450, "450 4.2.0 greylisted"))
                .isEqualTo(new Outcome.TryAgain("recipient-unavailable", "450 4.2.0 greylisted"));
        assertThat(SmtpAnswers.answered(451, "451 4.7.1 later"))
                .isEqualTo(new Outcome.TryAgain("deferred", "451 4.7.1 later"));
    }

    @Test
    void silenceBeforeTheContentMeansNothingWasSaidAndAfterItNobodyKnows() {
        MessagingException silence = new MessagingException("reading", new SocketTimeoutException());
        assertThat(SmtpAnswers.outcome(silence, false)).isEqualTo(new Outcome.Away("SocketTimeoutException"));
        assertThat(SmtpAnswers.outcome(silence, true)).isEqualTo(new Outcome.Unknown("SocketTimeoutException"));
    }
}
