package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Notifications older than RFC 3464, or by programs that never read it (qmail, Exim, Domino, carriers): the recipient
/// stands in a header or on a line of its own, and what the refusing system said stands behind it.
final class InformalBounces {
    private static final int MOST = 50;
    private static final int LONGEST = 20_000;
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45]\\d\\d)(?=[ \\-:]|$)");

    /// A line that says whom it is about: the address first, perhaps after a reply code or a label.
    private static final Pattern ABOUT =
            Pattern.compile("^[\\s>*|\"'-]{0,12}(?:[45]\\d\\d[ -])?(?:[45]\\.\\d\\.\\d{1,3} )?"
                    + "(?:[\\p{L}][\\p{L} '()-]{0,40}: ?)?(?:rfc822; ?)?[<\"']{0,2}("
                    + DeliveryReports.ADDRESS.pattern()
                    + ")[>\"']{0,2}(?=[\\s:.,;\\[(-]|$)");

    private static final Pattern SENDER =
            Pattern.compile("(?i)^[\\s>*|-]{0,12}(?:(?:mail )?from|sender|return-path|reply-to|envelope-from)\\s?:");

    private InformalBounces() {}

    static List<Bounce> of(ParsedMail mail, @Nullable String original) {
        String text = said(mail.text());
        Map<String, String> chunks = chunks(text, own(mail));
        List<String> named = failedRecipients(mail);
        if (!named.isEmpty()) {
            // Exim names them in the header; the text may name the sender in the same way.
            chunks.keySet().retainAll(named);
        }
        for (String failed : named) {
            chunks.putIfAbsent(failed, "");
        }
        if (chunks.isEmpty()) {
            String anywhere = anyAddress(text, own(mail));
            String enclosed = anywhere == null ? enclosedRecipient(mail) : anywhere;
            if (enclosed != null) {
                chunks.put(enclosed, text);
            }
        }
        boolean waiting = MachineMail.isDelay(mail);
        List<Bounce> found = new ArrayList<>();
        chunks.forEach((recipient, chunk) -> {
            if (found.size() < MOST) {
                found.add(bounce(recipient, chunk, text, original, waiting));
            }
        });
        return found;
    }

    /// What a text for people says of one recipient of a report; empty where it does not name them.
    static String about(String text, String recipient, @Nullable String otherName) {
        Map<String, String> chunks = chunks(said(text), List.of());
        String chunk = chunks.getOrDefault(recipient, otherName == null ? null : chunks.get(otherName));
        return chunk != null ? chunk : chunks.size() <= 1 ? said(text) : "";
    }

    private static Bounce bounce(
            String recipient, String chunk, String text, @Nullable String original, boolean waiting) {
        String status = status(chunk, text);
        BounceReason reason = BounceReasons.of(telling(chunk), status);
        if (BounceReasons.of(telling(chunk), null) == BounceReason.UNKNOWN) {
            BounceReason fromAll = BounceReasons.of(telling(text), null);
            BounceReason fromWords = fromAll == BounceReason.UNKNOWN ? BounceReasons.of(text, null) : fromAll;
            reason = fromWords == BounceReason.UNKNOWN ? reason : fromWords;
        }
        if (reason.isDead() && BounceReasons.isAboutTheMail(chunk)) {
            reason = BounceReason.FILTERED;
        }
        String reply = DeliveryReports.first(REPLY, chunk.isBlank() ? text : chunk);
        boolean passing = waiting || (status != null ? status.startsWith("4") : reply != null && reply.startsWith("4"));
        String diagnostic = telling(chunk).strip();
        return new Bounce(
                recipient,
                passing ? "delayed" : "failed",
                status,
                diagnostic.isEmpty() ? null : DeliveryReports.cut(diagnostic),
                original,
                waiting && reason.isDead() ? BounceReason.EXPIRED : reason);
    }

    private static @Nullable String status(String chunk, String text) {
        String own = DeliveryReports.status(null, chunk);
        return own != null ? own : DeliveryReports.status(null, text);
    }

    /// From the first reply code on, which is where the refusing system speaks; all of it where there is none.
    private static String telling(String chunk) {
        Matcher reply = REPLY.matcher(chunk);
        return reply.find() ? chunk.substring(Math.max(0, chunk.lastIndexOf('\n', reply.start()) + 1)) : chunk;
    }

    /// By recipient, in order: their line and what follows up to the next recipient's.
    private static Map<String, String> chunks(String text, List<String> own) {
        Map<String, StringBuilder> chunks = new LinkedHashMap<>();
        StringBuilder current = null;
        // Transcripts of sendmail tell what was said before they name whom it was about.
        StringBuilder talk = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.toLowerCase(Locale.ROOT).contains("while talking to ")) {
                current = null;
                talk.setLength(0);
            }
            String recipient = recipient(line);
            if (recipient != null && !own.contains(recipient)) {
                current = chunks.computeIfAbsent(recipient, ignored -> new StringBuilder())
                        .append(talk);
                talk.setLength(0);
            }
            (current == null ? talk : current).append(line).append('\n');
        }
        if (chunks.size() == 1) {
            chunks.values().iterator().next().append(talk);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        chunks.forEach((recipient, chunk) -> texts.put(recipient, chunk.toString()));
        return texts;
    }

    private static @Nullable String recipient(String line) {
        Matcher about = ABOUT.matcher(line.length() > 400 ? line.substring(0, 400) : line);
        boolean sender = SENDER.matcher(line).find();
        return !sender && about.find() ? tidy(about.group(1)) : null;
    }

    private static List<String> failedRecipients(ParsedMail mail) {
        List<String> recipients = new ArrayList<>();
        for (String field : mail.headers().all("x-failed-recipients")) {
            Matcher named = DeliveryReports.ADDRESS_AMONG_WORDS.matcher(field);
            while (named.find() && recipients.size() < MOST) {
                recipients.add(tidy(named.group()));
            }
        }
        return recipients;
    }

    private static @Nullable String anyAddress(String text, List<String> own) {
        Matcher named = DeliveryReports.ADDRESS_AMONG_WORDS.matcher(text);
        while (named.find()) {
            String address = tidy(named.group());
            if (!own.contains(address) && address.indexOf('.', address.indexOf('@')) > 0) {
                return address;
            }
        }
        return null;
    }

    /// Whom the enclosed mail was sent to.
    private static @Nullable String enclosedRecipient(ParsedMail mail) {
        for (ParsedMail.Attached part : mail.attachments()) {
            if (OriginalMail.isEnclosed(part)) {
                List<Senders.Sender> to =
                        Senders.of(Leaves.of(part.bytes()).headers().octets("to"));
                if (to.size() == 1 && to.getFirst().usable()) {
                    return to.getFirst().address().toLowerCase(Locale.ROOT);
                }
            }
        }
        return null;
    }

    /// Addresses that a notification names without being about them: its writer and its reader.
    private static List<String> own(ParsedMail mail) {
        List<String> own = new ArrayList<>();
        for (String name : List.of("from", "to", "delivered-to", "reply-to")) {
            Senders.of(mail.headers().octets(name)).forEach(one -> own.add(tidy(one.address())));
        }
        return own;
    }

    private static String said(String text) {
        String above = OriginalMail.above(text);
        return above.length() <= LONGEST ? above : above.substring(0, LONGEST);
    }

    private static String tidy(String address) {
        return address.toLowerCase(Locale.ROOT).replaceAll("[.>]+$", "");
    }
}
