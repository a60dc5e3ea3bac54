package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a delivery status notification says of one recipient (RFC 3464 section 2.3). `action` is `failed`, `delayed`,
/// `delivered`, `relayed` or `expanded`.
record Bounce(
        String recipient,
        String action,
        @Nullable String status,
        @Nullable String diagnostic,
        @Nullable String originalMessageId) {
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern REPLY = Pattern.compile("\\b([45]\\d\\d)[ -]");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@;,\"]{1,128}@[^\\s<>@;,\"]{1,255}");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^\\s{0,3}message-id:\\s*(<[^<>\\s]{1,990}>)");
    private static final int LONGEST = 500;

    boolean permanent() {
        return status == null ? action.equals("failed") : status.startsWith("5");
    }

    /// Empty for a mail that is no such notification, or names nobody.
    static List<Bounce> of(ParsedMail mail) {
        String original = originalMessageId(mail);
        List<Bounce> found = new ArrayList<>();
        for (ParsedMail.Attached part : mail.attachments()) {
            if (part.mediaType().equals("message/delivery-status")
                    || part.mediaType().equals("message/global-delivery-status")) {
                found.addAll(reports(Charsets.guess(part.bytes()), original));
            }
        }
        return found.isEmpty() && isFromMailSystem(mail) ? informal(mail, original) : found;
    }

    /// Mail from no person, which must never become a customer: RFC 5321 section 4.5.5 gives notifications the empty
    /// reverse path.
    static boolean isFromMailSystem(ParsedMail mail) {
        String from =
                mail.from().isEmpty() ? "" : mail.from().getFirst().address().toLowerCase(Locale.ROOT);
        boolean daemon = from.startsWith("mailer-daemon@") || from.equals("mailer-daemon");
        String path = mail.headers().octets("return-path");
        String type = mail.headers().octets("content-type");
        boolean report = type != null && type.toLowerCase(Locale.ROOT).contains("multipart/report");
        boolean empty = path != null && path.strip().equals("<>");
        return daemon
                || report && (empty || from.startsWith("postmaster@"))
                || mail.headers().has("x-failed-recipients");
    }

    private static List<Bounce> reports(String text, @Nullable String original) {
        List<Bounce> found = new ArrayList<>();
        for (String group : text.replace("\r\n", "\n").split("\n\\s*\n")) {
            Map<String, String> fields = fields(group);
            String recipient = address(fields.getOrDefault("final-recipient", fields.get("original-recipient")));
            String better = address(fields.get("original-recipient"));
            if (recipient == null && better == null) {
                continue;
            }
            String action = fields.getOrDefault("action", "failed")
                    .toLowerCase(Locale.ROOT)
                    .strip();
            String diagnostic = fields.get("diagnostic-code");
            found.add(new Bounce(
                    better == null ? recipient == null ? "" : recipient : better,
                    action.split("[^a-z]", 2)[0],
                    first(STATUS, fields.getOrDefault("status", "")),
                    diagnostic == null ? null : shortened(diagnostic),
                    original));
        }
        return found;
    }

    /// Notifications older than the RFC, or by programs that never read it: the recipient in a header, or in the text.
    private static List<Bounce> informal(ParsedMail mail, @Nullable String original) {
        String failed = mail.headers().octets("x-failed-recipients");
        String text = mail.text().length() > 20_000 ? mail.text().substring(0, 20_000) : mail.text();
        List<String> recipients = new ArrayList<>();
        Matcher named = ADDRESS.matcher(failed == null ? "" : failed);
        while (named.find()) {
            recipients.add(named.group());
        }
        if (recipients.isEmpty()) {
            Matcher inText = Pattern.compile("(?m)^[\\s>]*(?:to:|rcpt to:|recipient:|user:)?\\s*<?(" + ADDRESS.pattern()
                            + ")>?[:.,]?(?:\\s|$)")
                    .matcher(text);
            if (inText.find()) {
                recipients.add(inText.group(1));
            }
        }
        String status = first(STATUS, text);
        String reply = first(REPLY, text);
        String action = (status != null ? status : reply != null ? reply : "5").startsWith("4") ? "delayed" : "failed";
        return recipients.stream()
                .distinct()
                .limit(50)
                .map(recipient -> new Bounce(recipient.toLowerCase(Locale.ROOT), action, status, null, original))
                .toList();
    }

    private static @Nullable String originalMessageId(ParsedMail mail) {
        for (ParsedMail.Attached part : mail.attachments()) {
            boolean returned = part.mediaType().equals("message/rfc822")
                    || part.mediaType().equals("message/global")
                    || part.mediaType().equals("text/rfc822-headers");
            if (returned) {
                int length = Math.min(part.bytes().length, 100_000);
                String id = first(MESSAGE_ID, Charsets.octets(java.util.Arrays.copyOf(part.bytes(), length)));
                if (id != null) {
                    return id;
                }
            }
        }
        String text = mail.text();
        return first(MESSAGE_ID, text.length() > 100_000 ? text.substring(0, 100_000) : text);
    }

    private static Map<String, String> fields(String group) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : group.replaceAll("\n[ \\t]+", " ").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static @Nullable String address(@Nullable String field) {
        if (field == null) {
            return null;
        }
        Matcher address = ADDRESS.matcher(field.substring(field.indexOf(';') + 1));
        return address.find() ? address.group().toLowerCase(Locale.ROOT) : null;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
