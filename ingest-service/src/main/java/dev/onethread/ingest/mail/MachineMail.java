package dev.onethread.ingest.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells mail that a machine wrote from what a person did. Such mail opens no ticket and is never answered, or two
/// systems would talk to each other for ever (RFC 3834 section 2).
final class MachineMail {
    private static final Phrases WORDS = Phrases.of("machine-subjects");
    private static final Pattern DAEMON = Pattern.compile(
            "(?:mailer|mail|mta|smtp)[-_. ]?d(?:ae|e)mon(?:@.*)?|(?:poo?st[-_.]?master|mail-?master|mailsystem|mdaemon|mail-?delivery(?:-subsystem)?|mail-?admin(?:istrator)?|bounces?|undeliverable|no-?reply-?bounces?)@.*");

    private static final Pattern UNATTENDED = Pattern.compile("(?i)(?:no|not|do-?not)[-_.]?reply@.*");
    private static final Pattern LIST_MANAGER = Pattern.compile(
            "(?i)(?:.*-(?:admin|owner|request|bounces?|help|ctl)|(?:listserv|majordomo|mailman|fml|ezmlm|sympa|owner-.*))@.*");

    /// What a refusing server said, as a line of a mail system's own words (RFC 5321 section 4.2).
    private static final Pattern REFUSAL =
            Pattern.compile("(?m)^(?!>).{0,80}\\b[45]\\d\\d[ -](?:[#(]?[45]\\.\\d|\\p{L}|-|<)");

    /// Fields that only automatic answers have; some programs say `no` in them.
    private static final List<String> ANSWERS = List.of(
            "x-autoreply",
            "x-auto-reply",
            "x-autorespond",
            "x-autoresponder",
            "x-auto-responder",
            "x-autoreply-from",
            "x-auto-reply-from",
            "x-mail-autoreply",
            "x-vacation",
            "x-fc-machinegenerated");

    /// What a mail is. A person may write through a mailing list, and still is a person.
    enum Kind {
        PERSON("human"),
        BOUNCE("bounce"),
        /// All went well, somebody asked to be told (RFC 3461).
        DELIVERED("dsn_success"),
        /// Absence notices and other automatic answers.
        VACATION("vacation"),
        /// Complaints and authentication reports (RFC 5965, RFC 6591).
        FEEDBACK("feedback"),
        /// A reader's program says that a mail was shown, or deleted (RFC 8098).
        RECEIPT("receipt");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private MachineMail() {}

    static Kind kind(ParsedMail mail) {
        if (isFeedback(mail)) {
            return Kind.FEEDBACK;
        }
        if (isReceipt(mail)) {
            return Kind.RECEIPT;
        }
        List<Bounce> bounces = Bounce.of(mail);
        if (!bounces.isEmpty()) {
            return bounces.stream().allMatch(Bounce::isGood) ? Kind.DELIVERED : Kind.BOUNCE;
        }
        if (isFromMailSystem(mail)) {
            return Kind.BOUNCE;
        }
        return isAutomaticAnswer(mail) ? Kind.VACATION : Kind.PERSON;
    }

    /// Whether the mail system wrote it. RFC 5321 section 4.5.5 gives notifications the empty reverse path; many have
    /// none of the standard's marks but a sender and a subject that no person has.
    static boolean isFromMailSystem(ParsedMail mail) {
        if (mail.headers().has("x-failed-recipients") || isReport(mail, "delivery-status")) {
            return true;
        }
        String subject = subject(mail);
        boolean daemon = isDaemon(mail);
        boolean telling = WORDS.has("bounce", subject);
        boolean empty = hasEmptyPath(mail);
        if (telling && !isPassedOn(subject)) {
            return daemon || empty || isAutomatic(mail) || hasEnclosed(mail) || quotesARefusal(mail);
        }
        if (hasEnclosed(mail) && isUnattended(mail) && WORDS.has("bounce-text", top(mail))
                || isListManager(mail) && WORDS.has("list-refusal", subject + "\n" + top(mail))) {
            return true;
        }
        return daemon
                        && (!isAnswer(subject)
                                || REFUSAL.matcher(unquoted(top(mail))).find())
                || empty && WORDS.has("bounce-text", top(mail)) && !isAutomaticAnswer(mail);
    }

    private static boolean hasEmptyPath(ParsedMail mail) {
        String path = mail.headers().octets("return-path");
        return path != null && path.replaceAll("\\s", "").equals("<>");
    }

    /// Whether it only says that a mail is still on its way.
    static boolean isDelay(ParsedMail mail) {
        return WORDS.has("delay", subject(mail)) || WORDS.has("delay-text", top(mail));
    }

    private static boolean isFeedback(ParsedMail mail) {
        boolean part =
                mail.attachments().stream().anyMatch(one -> one.mediaType().equals("message/feedback-report"));
        String text = top(mail);
        boolean written = text.contains("Feedback-Type:") && text.contains("User-Agent:");
        return part
                || written
                || isReport(mail, "feedback-report")
                || mail.headers().has("x-hmxmroriginalrecipient")
                || mail.headers().has("x-xarf")
                || CloudReports.isComplaint(mail)
                || WORDS.has("feedback", subject(mail)) && hasEnclosed(mail)
                || subject(mail).startsWith("unsubscribe") && isAutomatic(mail);
    }

    private static boolean isReceipt(ParsedMail mail) {
        return isReport(mail, "disposition-notification")
                || mail.attachments().stream().anyMatch(one -> one.mediaType().endsWith("disposition-notification"));
    }

    /// Only answers: what a shop's form or a monitor generates (`auto-generated`) is somebody's matter.
    private static boolean isAutomaticAnswer(ParsedMail mail) {
        Headers headers = mail.headers();
        boolean said = ANSWERS.stream().anyMatch(name -> affirms(headers.octets(name)))
                || lower(headers.octets("x-apple-action")).contains("vacation")
                || lower(headers.octets("x-autogenerated")).contains("reply")
                || lower(headers.octets("x-cron-env")).contains("vacation")
                || lower(headers.octets("x-post-messageclass")).contains("autoresponder")
                || lower(headers.octets("delivered-to")).equals("autoresponder")
                || lower(headers.octets("x-mailer")).matches(".*\\b(?:vacation|auto-?respond(?:er)?|auto-?reply)\\b.*")
                || Stream.of("precedence", "x-precedence", "preference")
                        .anyMatch(name -> lower(headers.octets(name)).matches(".*auto[-_]?reply.*"));
        // Nobody's own mail has the empty reverse path, which RFC 3834 section 3.3 gives to answers.
        boolean bulk = List.of("bulk", "junk").contains(lower(headers.octets("precedence")));
        return said
                || bulk && hasEmptyPath(mail)
                || lower(headers.octets("auto-submitted")).startsWith("auto-replied")
                || entitlesAnAnswer(subject(mail));
    }

    private static boolean affirms(@Nullable String value) {
        return value != null
                && !List.of("no", "false", "0", "none").contains(lower(value).strip());
    }

    private static String unquoted(String text) {
        return text.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"));
    }

    /// "Automatic reply: your subject" or "your subject (automatic reply)"; people write of absences, too.
    private static boolean entitlesAnAnswer(String subject) {
        String plain = isAnswer(subject) ? subject.substring(3).strip() : subject;
        int bracket = Math.max(plain.lastIndexOf('('), plain.lastIndexOf('['));
        String end = bracket >= 0 ? plain.substring(bracket + 1) : "";
        return WORDS.under("vacation").stream().anyMatch(words -> plain.startsWith(words) || end.startsWith(words));
    }

    /// Words of a mail system beside the mail it is about.
    private static boolean quotesARefusal(ParsedMail mail) {
        boolean refusal = WORDS.has("bounce-text", top(mail));
        return refusal && OriginalMail.above(mail.text()).length() < mail.text().length();
    }

    private static boolean isAutomatic(ParsedMail mail) {
        String submitted = lower(mail.headers().octets("auto-submitted"));
        return submitted.startsWith("auto-") || mail.headers().has("x-autoreply");
    }

    private static boolean isDaemon(ParsedMail mail) {
        return mail.from().stream().anyMatch(one -> {
            String address = one.address().toLowerCase(Locale.ROOT);
            return DAEMON.matcher(address).matches() || WORDS.has("daemon", lower(one.name()));
        });
    }

    private static boolean isUnattended(ParsedMail mail) {
        return mail.from().stream()
                .anyMatch(one -> UNATTENDED.matcher(one.address()).matches());
    }

    private static boolean isListManager(ParsedMail mail) {
        return mail.from().stream()
                .anyMatch(one -> LIST_MANAGER.matcher(one.address()).matches());
    }

    private static boolean isReport(ParsedMail mail, String type) {
        String content = lower(mail.headers().octets("content-type"));
        return content.contains("multipart/report") && content.contains(type)
                || type.equals("delivery-status")
                        && mail.attachments().stream()
                                .anyMatch(one -> one.mediaType().endsWith("delivery-status"));
    }

    private static boolean hasEnclosed(ParsedMail mail) {
        return mail.attachments().stream().anyMatch(OriginalMail::isEnclosed);
    }

    private static boolean isPassedOn(String subject) {
        return subject.startsWith("fw:") || subject.startsWith("fwd:") || isAnswer(subject);
    }

    private static boolean isAnswer(String subject) {
        return subject.startsWith("re:") || subject.startsWith("aw:") || subject.startsWith("sv:");
    }

    private static String subject(ParsedMail mail) {
        return lower(mail.subject()).strip();
    }

    private static String top(ParsedMail mail) {
        return mail.text().length() <= 3_000 ? mail.text() : mail.text().substring(0, 3_000);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
