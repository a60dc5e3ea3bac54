package dev.onethread.notifier.mail;

import dev.onethread.notifier.core.Outcome;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What an SMTP server's refusals and silences mean: RFC 5321 section 4.2.1, RFC 3463 for enhanced codes.
final class SmtpAnswers {
    private static final int LONGEST_DETAIL = 300;
    private static final int NONE = -1;
    private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    private SmtpAnswers() {}

    /// `leaving` says whether the content had begun to leave.
    static Outcome outcome(MessagingException failure, boolean leaving) {
        int code = NONE;
        String words = null;
        for (Exception e = failure; e != null; e = next(e)) {
            int said = code(e);
            if (said != NONE) {
                code = said;
                words = e.getMessage();
            }
        }
        if (code >= 400 && code < 600) {
            return answered(code, words);
        }
        String silence = failure.getCause() == null
                ? "no answer"
                : failure.getCause().getClass().getSimpleName();
        return leaving ? new Outcome.Unknown(silence) : new Outcome.Away(silence);
    }

    static Outcome answered(int code, @Nullable String words) {
        String detail = detail(words);
        // RFC 5321 section 3.8: 421 closes the connection, whatever was being said.
        return code < 500
                ? new Outcome.TryAgain(reason(code, words, "deferred"), detail)
                : new Outcome.Refused(reason(code, words, "refused"), detail);
    }

    private static String reason(int code, @Nullable String words, String otherwise) {
        Matcher enhanced = ENHANCED.matcher(words == null ? "" : words);
        if (enhanced.find()) {
            String subject = enhanced.group(2);
            String matter = enhanced.group(3);
            if (subject.equals("1") && !matter.equals("8")) {
                return "recipient-unknown";
            }
            if (subject.equals("2")) {
                return matter.equals("2") ? "mailbox-full" : matter.equals("3") ? "too-large" : "recipient-unavailable";
            }
            if (subject.equals("3") && matter.equals("4")) {
                return "too-large";
            }
            if (subject.equals("7")) {
                return otherwise.equals("refused") ? "rejected" : otherwise;
            }
        }
        return switch (code) {
            case 550, 551, 553 -> "recipient-unknown";
            case 552 -> "mailbox-full";
            case 554 -> "rejected";
            default -> otherwise;
        };
    }

    private static int code(Exception e) {
        return switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> NONE;
        };
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static @Nullable String detail(@Nullable String words) {
        if (words == null) {
            return null;
        }
        String line = words.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL);
    }
}
