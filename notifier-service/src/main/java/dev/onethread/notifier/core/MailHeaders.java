package dev.onethread.notifier.core;

import dev.onethread.contracts.MailThread;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The headers that put a mail where it belongs in the customer's own mail client (RFC 5322 section 3.6.4 and 3.6.5).
/// Everything taken over from a customer's mail is checked, since a line break in it would begin a header of theirs.
public record MailHeaders(
        String messageId, String subject, @Nullable String inReplyTo, List<String> references) {
    /// Old mails of a thread that References may leave out without any client losing it: the first names the thread,
    /// the
    /// last ones the mails a client still has.
    private static final int MOST_REFERENCES = 20;

    private static final int LONGEST_SUBJECT = 250;
    private static final Pattern ID = Pattern.compile("<[\\x21-\\x3b\\x3d\\x3f-\\x7e]{3,700}>");
    private static final Pattern ANSWER = Pattern.compile(
            "^(?:(?:re|aw|sv|antw|odp|ответ|отв)(?:\\[\\d{1,3}])?\\s?[:：]\\s*)+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    public MailHeaders {
        references = List.copyOf(references);
    }

    /// `subject` is what the agent wrote as such, `mailbox` our own address. `fallback` stands where neither an agent
    /// nor the answered mail names a subject. `token` tells ingest what an answer is about, null for none.
    public static MailHeaders of(
            PartId id,
            String mailbox,
            @Nullable String subject,
            @Nullable MailThread answered,
            String fallback,
            @Nullable String token) {
        String answeredId = answered == null ? null : answered.messageId();
        return new MailHeaders(
                messageId(id, mailbox, token),
                subject(subject, answered == null ? null : answered.subject(), fallback),
                isId(answeredId) ? answeredId : null,
                references(answered));
    }

    /// Ours, and the same however often the part is sent, so that a client shows a second copy as the first.
    static String messageId(PartId id, String mailbox, @Nullable String token) {
        String domain = mailbox.substring(mailbox.lastIndexOf('@') + 1);
        return "<" + id.reply() + "." + id.part() + (token == null ? "" : "." + token) + "@" + domain + ">";
    }

    static String subject(@Nullable String own, @Nullable String answered, String fallback) {
        String written = oneLine(own);
        if (!written.isEmpty()) {
            return written;
        }
        String theirs = oneLine(answered);
        if (theirs.isEmpty()) {
            return oneLine(fallback);
        }
        String bare = ANSWER.matcher(theirs).replaceFirst("").strip();
        return bare.isEmpty() ? "Re: " + theirs : "Re: " + bare;
    }

    private static List<String> references(@Nullable MailThread answered) {
        if (answered == null) {
            return List.of();
        }
        SequencedSet<String> ids = new LinkedHashSet<>();
        answered.references().stream().filter(MailHeaders::isId).forEach(ids::add);
        String last = answered.messageId();
        if (last != null && isId(last)) {
            ids.remove(last);
            ids.add(last);
        }
        List<String> all = new ArrayList<>(ids);
        if (all.size() > MOST_REFERENCES) {
            all.subList(1, all.size() - MOST_REFERENCES + 1).clear();
        }
        return all;
    }

    private static boolean isId(@Nullable String value) {
        return value != null && ID.matcher(value).matches();
    }

    /// Control characters and line separators become spaces, so that the text can be a header or a display name.
    public static String oneLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        if (line.length() <= LONGEST_SUBJECT) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_SUBJECT - 1)) ? LONGEST_SUBJECT - 1 : LONGEST_SUBJECT;
        return line.substring(0, end);
    }
}
