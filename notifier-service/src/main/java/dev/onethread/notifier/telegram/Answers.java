package dev.onethread.notifier.telegram;

import dev.onethread.notifier.core.Outcome;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/// What Telegram's refusals and silences mean (Bot API, *Making requests* and *ResponseParameters*).
final class Answers {
    private static final int LONGEST_DETAIL = 300;
    /// Where Telegram names no time, though it promises to.
    private static final Duration UNNAMED_WAIT = Duration.ofSeconds(5);

    private Answers() {}

    /// Telegram's own answer, which the library wraps; null where there was none.
    static @Nullable TelegramApiRequestException answer(TelegramApiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TelegramApiRequestException answer && answer.getErrorCode() != null) {
                return answer;
            }
        }
        return null;
    }

    static Outcome outcome(TelegramApiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TelegramApiRequestException answer && answer.getErrorCode() != null) {
                return answered(answer.getErrorCode(), answer.getApiResponse(), answer.getParameters());
            }
            if (cause instanceof TelegramApiValidationException) {
                return new Outcome.Refused("refused", detail(cause.getMessage()));
            }
            if (cause instanceof Line.NotReached unreached) {
                return new Outcome.Away(String.valueOf(unreached.getMessage()));
            }
            if (cause instanceof Line.Broken broken) {
                return new Outcome.Unknown(String.valueOf(broken.getMessage()));
            }
        }
        return new Outcome.Unknown("no answer that can be read");
    }

    static Outcome answered(int status, @Nullable String description, @Nullable ResponseParameters parameters) {
        String said = description == null ? "" : description.toLowerCase(Locale.ROOT);
        String detail = detail(description);
        return switch (status) {
            case 429 -> new Outcome.RetryAfter(wait(parameters));
            case 403 -> new Outcome.Refused(forbidden(said), detail);
            case 400 -> new Outcome.Refused(refused(said), detail);
            case 413 -> new Outcome.Refused("too-large", detail);
            case 401, 404 -> new Outcome.Refused("door-refused", detail);
            // A gateway that gave up says nothing about what stands behind it.
            case 502, 504 -> new Outcome.Unknown("gateway " + status);
            default ->
                status >= 500 ? new Outcome.TryAgain("unavailable", detail) : new Outcome.Refused("refused", detail);
        };
    }

    private static Duration wait(@Nullable ResponseParameters parameters) {
        Integer seconds = parameters == null ? null : parameters.getRetryAfter();
        return seconds == null ? UNNAMED_WAIT : Duration.ofSeconds(Math.max(1, seconds));
    }

    private static String forbidden(String said) {
        if (said.contains("deactivated")) {
            return "deactivated";
        }
        return said.contains("kicked") ? "kicked" : "blocked";
    }

    private static String refused(String said) {
        if (said.contains("chat not found")) {
            return "chat-not-found";
        }
        if (said.contains("upgraded to a supergroup")) {
            return "chat-moved";
        }
        if (said.contains("message to edit not found") || said.contains("message to delete not found")) {
            return "gone";
        }
        if (said.contains("can't be edited") || said.contains("can't be deleted")) {
            return "too-late";
        }
        if (said.contains("too long")) {
            return "too-long";
        }
        return said.contains("too big") || said.contains("too large") ? "too-large" : "refused";
    }

    private static @Nullable String detail(@Nullable String words) {
        return words == null || words.length() <= LONGEST_DETAIL ? words : words.substring(0, LONGEST_DETAIL);
    }
}
