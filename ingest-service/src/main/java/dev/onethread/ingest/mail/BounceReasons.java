package dev.onethread.ingest.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the reason of a bounce: in the words of the system that refused, which are more telling than its codes; in the
/// enhanced status code (RFC 3463, RFC 7505) where the words say nothing.
final class BounceReasons {
    private static final Phrases WORDS = Phrases.of("bounce-reasons");

    /// After the recipient was accepted, a refusal is about the mail: the address itself was fine.
    private static final Pattern AFTER_DATA = Pattern.compile(
            "(?i)(?:(?:after|in reply to|in response to|response to) (?:the )?(?:end of )?(?:data|message)\\b"
                    + "|>>> data\\s+<<< 5\\d\\d[^\\n]*\\n554 5\\.0\\.0 service unavailable|smtp command\\s+data\\b|\\[data])");

    private static final Pattern PLAINLY = Pattern.compile("(?i)(?:doesn't have an?|does not exist|doesn't exist)\\b");

    private static final Pattern CODE = Pattern.compile("[245]\\.(\\d{1,3})\\.(\\d{1,3})");

    private BounceReasons() {}

    /// @param words what the refusing system said, and nothing else where that can be told apart
    /// @param status the enhanced status code
    static BounceReason of(@Nullable String words, @Nullable String status) {
        String said = words == null ? "" : words;
        BounceReason byStatus = status == null ? BounceReason.UNKNOWN : byStatus(status);
        String heading = WORDS.heading(said);
        if (heading == null) {
            return byStatus;
        }
        BounceReason reason = BounceReason.valueOf(heading);
        if (reason.isDead() && isAboutTheMail(said)) {
            return BounceReason.FILTERED;
        }
        boolean aboutTheSender = byStatus == BounceReason.SENDER_REJECTED;
        return reason.isDead() && aboutTheSender ? byStatus : reason;
    }

    /// Some systems check the address only after the mail, and then say plainly that it does not exist.
    static boolean isAboutTheMail(String words) {
        return AFTER_DATA.matcher(words).find() && !PLAINLY.matcher(words).find();
    }

    private static BounceReason byStatus(String status) {
        Matcher code = CODE.matcher(status);
        if (!code.matches()) {
            return BounceReason.UNKNOWN;
        }
        boolean transientCode = status.startsWith("4");
        return switch (code.group(1) + "." + code.group(2)) {
            case "1.1", "1.3", "1.4", "1.5", "1.351" -> BounceReason.USER_UNKNOWN;
            case "1.10" -> transientCode ? BounceReason.UNKNOWN : BounceReason.USER_UNKNOWN;
            case "1.2", "4.4", "4.310" -> BounceReason.HOST_UNKNOWN;
            case "1.6" -> BounceReason.MOVED;
            case "1.7", "1.8", "1.9" -> BounceReason.SENDER_REJECTED;
            case "2.0", "2.1" -> BounceReason.FILTERED;
            case "2.2" -> BounceReason.MAILBOX_FULL;
            case "2.3", "3.4" -> BounceReason.TOO_BIG;
            case "3.0", "3.1", "3.2", "3.3", "3.5" -> BounceReason.SYSTEM;
            case "4.1", "4.2", "4.7" -> BounceReason.EXPIRED;
            case "4.0", "4.3", "4.5", "4.6" -> BounceReason.NETWORK;
            case "5.0", "5.1", "5.2", "5.4" -> BounceReason.SYNTAX;
            case "5.3" -> BounceReason.TOO_MANY;
            case "6.0", "6.1", "6.2", "6.3", "6.4", "6.5" -> BounceReason.CONTENT;
            case "7.1" -> BounceReason.POLICY;
            case "7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.509" -> BounceReason.UNAUTHENTICATED;
            case "7.25", "7.27" -> BounceReason.NAMELESS_SENDER;
            default -> code.group(1).equals("7") ? BounceReason.POLICY : BounceReason.UNKNOWN;
        };
    }
}
