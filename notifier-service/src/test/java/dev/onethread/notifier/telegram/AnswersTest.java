package dev.onethread.notifier.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.notifier.core.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

class AnswersTest {
    @Test
    void tooManyRequestsNamesItsPause() {
        assertThat(Answers.answered(429, "Too Many Requests: retry after 31", new ResponseParameters(null, 31)))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(31)));
    }

    @Test
    void aBlockedBotIsRefusedForGood() {
        assertThat(Answers.answered(403, "Forbidden: bot was blocked by the user", null))
                .isEqualTo(new Outcome.Refused("blocked", "Forbidden: bot was blocked by the user"));
        assertThat(Answers.answered(403, "Forbidden: user is deactivated", null))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("deactivated"));
    }

    @Test
    void aGatewayThatGaveUpLeavesItOpenWhetherItWentThrough() {
        assertThat(Answers.answered(502, "Bad Gateway", null)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.answered(500, "Internal Server Error", null)).isInstanceOf(Outcome.TryAgain.class);
    }

    @Test
    void noConnectionMeansNothingWasSaid() {
        IOException refused = new Line.NotReached(new ConnectException("refused"));
        assertThat(Answers.outcome(new TelegramApiException("Unable to execute", refused)))
                .isEqualTo(new Outcome.Away("ConnectException"));
    }

    @Test
    void aSilentConnectionLeavesItOpen() {
        IOException silent = new Line.Broken(new SocketTimeoutException("timeout"));
        assertThat(Answers.outcome(new TelegramApiException("Unable to execute", silent)))
                .isEqualTo(new Outcome.Unknown("SocketTimeoutException"));
    }
}
