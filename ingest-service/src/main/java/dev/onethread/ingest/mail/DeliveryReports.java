package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Delivery status notifications for programs (RFC 3464, RFC 6533), as a part of their own or, from programs that do
/// not know the type, written out in the text.
final class DeliveryReports {
    static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.]*\\d)");
    static final Pattern ADDRESS = Pattern.compile("[^\\s<>@;:,\"'()\\[\\]]{1,128}@[^\\s<>@;:,\"'()\\[\\]]{1,255}");
    /// The same, found anywhere: begun only where a word begins, so that a long word is read once.
    static final Pattern ADDRESS_AMONG_WORDS = Pattern.compile(
            "(?<![^\\s<>@;:,\"'()\\[\\]])[^\\s<>@;:,\"'()\\[\\]]{1,128}+@[^\\s<>@;:,\"'()\\[\\]]{1,255}");

    private static final int LONGEST = 500;
    private static final int LONGEST_FIELD = 4_000;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 200_000;

    private DeliveryReports() {}

    static List<Bounce> of(ParsedMail mail, @Nullable String original) {
        List<Bounce> found = new ArrayList<>();
        for (ParsedMail.Attached part : mail.attachments()) {
            if (part.mediaType().endsWith("delivery-status")) {
                found.addAll(reports(Charsets.guess(part.bytes()), mail.text(), original));
            }
        }
        String text = mail.text();
        if (found.isEmpty() && text.length() < LONGEST_TEXT && hasReport(text)) {
            found.addAll(reports(OriginalMail.above(text), "", original));
        }
        return found.size() <= MOST ? found : found.subList(0, MOST);
    }

    private static boolean hasReport(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return plain.contains("final-recipient:") && plain.contains("action:");
    }

    private static List<Bounce> reports(String report, String text, @Nullable String original) {
        List<Bounce> found = new ArrayList<>();
        Map<String, String> last = Map.of();
        for (String group : report.replace("\r\n", "\n").split("\n[ \\t]*\n")) {
            Map<String, String> fields = fields(group);
            boolean named = fields.containsKey("final-recipient") || fields.containsKey("original-recipient");
            if (!named && last.isEmpty() && fields.containsKey("reporting-mta")) {
                last = fields;
            }
            Bounce bounce = named && found.size() < MOST ? bounce(fields, text, original) : null;
            if (bounce != null) {
                found.add(bounce);
            }
        }
        return found;
    }

    private static @Nullable Bounce bounce(Map<String, String> fields, String text, @Nullable String original) {
        String last = address(fields.get("final-recipient"));
        String first = address(fields.get("original-recipient"));
        String recipient = first != null ? first : last;
        if (recipient == null) {
            return null;
        }
        String diagnostic = fields.getOrDefault("diagnostic-code", fields.get("x-display-name"));
        String action =
                fields.getOrDefault("action", "failed").toLowerCase(Locale.ROOT).strip();
        String word = action.split("[^a-z]", 2)[0];
        String status = status(fields.get("status"), diagnostic);
        return new Bounce(
                recipient,
                word.isEmpty() ? "failed" : word,
                status,
                diagnostic == null ? null : cut(diagnostic),
                original,
                reason(word, diagnostic, status, text, recipient, last));
    }

    /// A diagnostic that says nothing, or none, is made up for by what the text for people says of the recipient.
    private static BounceReason reason(
            String action,
            @Nullable String diagnostic,
            @Nullable String status,
            String text,
            String recipient,
            @Nullable String last) {
        BounceReason told = BounceReasons.of(diagnostic, status);
        String words = InformalBounces.about(text, recipient, last);
        boolean vague = diagnostic == null || BounceReasons.of(diagnostic, null) == BounceReason.UNKNOWN;
        BounceReason better = vague ? BounceReasons.of(words, null) : BounceReason.UNKNOWN;
        BounceReason reason = better == BounceReason.UNKNOWN ? told : better;
        if (told.isDead() && BounceReasons.isAboutTheMail(words)) {
            return BounceReason.FILTERED;
        }
        return action.equals("delayed") && reason.isDead() ? BounceReason.EXPIRED : reason;
    }

    /// What the refusing system said is nearer the truth than what the reporting one made of it; where relays pass a
    /// refusal on, the innermost is last. A general code (x.0.0) says nothing.
    static @Nullable String status(@Nullable String field, @Nullable String diagnostic) {
        String said = null;
        Matcher codes = STATUS.matcher(diagnostic == null ? "" : diagnostic);
        while (codes.find()) {
            said = codes.group(1).endsWith(".0.0") && said != null ? said : codes.group(1);
        }
        String stated = first(STATUS, field);
        boolean general = said == null || said.endsWith(".0.0") || said.endsWith(".1.0");
        return general && stated != null && !stated.endsWith(".0.0") ? stated : said != null ? said : stated;
    }

    private static Map<String, String> fields(String group) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : group.replaceAll("\n[ \\t]+", " ").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && colon < LONGEST) {
                String value = line.substring(colon + 1, Math.min(line.length(), colon + LONGEST_FIELD));
                fields.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), value.strip());
            }
        }
        return fields;
    }

    private static @Nullable String address(@Nullable String field) {
        if (field == null) {
            return null;
        }
        Matcher address = ADDRESS_AMONG_WORDS.matcher(field.substring(field.indexOf(';') + 1));
        return address.find() ? address.group().toLowerCase(Locale.ROOT) : null;
    }

    static @Nullable String first(Pattern pattern, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
