package dev.onethread.ingest.mail;

import dev.onethread.contracts.Letterhead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a mail is from whom it names, as hosts that we trust have checked (RFC 8601). Anybody may write the field;
/// the host that receives for us removes those that carry its own name, so only fields of trusted names are read. Of
/// several that tell of one method the topmost counts: it was written last.
final class Verdicts {
    private static final Pattern RESULT =
            Pattern.compile("(?i)^\\s*([a-z][a-z0-9-]*)\\s*(?:/\\s*\\d+)?\\s*=\\s*([a-z]+)");
    private static final Pattern PROPERTY = Pattern.compile(
            "(?i)(?<=\\s)([a-z][a-z0-9._-]*)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:@[^\\s\";]*)?|[^\\s\";]+)");
    private static final Pattern DOMAIN = Pattern.compile("@\\s*([^\\s@<>\",;:()\\[\\]\\\\]+)");
    private static final Map<String, String> PROPERTIES =
            Map.of("dmarc", "header.from", "dkim", "header.d", "spf", "smtp.mailfrom");
    private static final int MOST_FIELDS = 20;
    private static final int LONGEST = 10_000;

    private Verdicts() {}

    /// One result of a host: of a method, what it gave, and the whole as written, without comments.
    private record Result(String method, String outcome, String words) {}

    /// `trusted` are the hosts' names (authserv-id), lower case; `address` is what the From field says.
    static Letterhead.Sender of(Headers headers, Set<String> trusted, String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        Map<String, List<Result>> told = new HashMap<>();
        boolean failed = false;
        List<String> fields = headers.all("authentication-results");
        for (String field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
            List<String> parts = parts(field.length() <= LONGEST ? field : field.substring(0, LONGEST));
            String host = parts.getFirst().strip().split("\\s+")[0].toLowerCase(Locale.ROOT);
            if (trusted.contains(host)) {
                Map<String, List<Result>> here = results(parts.subList(1, parts.size()));
                failed |= here.getOrDefault("dmarc", List.of()).stream()
                        .anyMatch(result -> result.outcome().equals("fail"));
                here.forEach(told::putIfAbsent);
            }
        }
        if (failed) {
            return Letterhead.Sender.DISPROVED;
        }
        boolean proved = namesOne(headers, domain) && proved(told, headers, domain);
        return proved ? Letterhead.Sender.PROVED : Letterhead.Sender.UNKNOWN;
    }

    /// What DMARC says is the last word on a domain that it knows. What a host says twice it says with one voice.
    private static boolean proved(Map<String, List<Result>> told, Headers headers, String domain) {
        List<Result> dmarc = told.getOrDefault("dmarc", List.of());
        boolean undecided = dmarc.isEmpty()
                || dmarc.stream().allMatch(result -> result.outcome().equals("none"));
        return undecided
                ? told.values().stream().flatMap(List::stream).anyMatch(result -> passed(result, headers, domain))
                : dmarc.stream().allMatch(result -> passed(result, headers, domain));
    }

    private static Map<String, List<Result>> results(List<String> parts) {
        Map<String, List<Result>> results = new HashMap<>();
        for (String part : parts) {
            Matcher result = RESULT.matcher(part);
            if (result.find()) {
                String method = result.group(1).toLowerCase(Locale.ROOT);
                results.computeIfAbsent(method, m -> new ArrayList<>())
                        .add(new Result(method, result.group(2).toLowerCase(Locale.ROOT), part));
            }
        }
        return results;
    }

    /// A signature or a sending host proves only its own domain (RFC 7489 section 3.1, strict alignment).
    private static boolean passed(Result result, Headers headers, String domain) {
        String property = PROPERTIES.get(result.method());
        if (property == null || !result.outcome().equals("pass")) {
            return false;
        }
        boolean named = false;
        Matcher properties = PROPERTY.matcher(result.words());
        while (properties.find()) {
            String name = properties.group(1).toLowerCase(Locale.ROOT);
            String value = properties.group(2).replace("\"", "").toLowerCase(Locale.ROOT);
            boolean asked = name.equals(property) || result.method().equals("dkim") && name.equals("header.i");
            named |= asked;
            if (asked && value.substring(value.lastIndexOf('@') + 1).equals(domain)) {
                return true;
            }
        }
        // Some hosts name no domain with DMARC, which is always the From field's: of whatever they took for it.
        return result.method().equals("dmarc") && !named && domains(headers).allMatch(domain::equals);
    }

    /// DMARC knows one author (RFC 7489 section 6.6.1). Of several a host may have checked another than we have read;
    /// and so with an address that only a lenient reader finds.
    private static boolean namesOne(Headers headers, String domain) {
        List<String> from = headers.all("from");
        return from.size() == 1
                && Senders.of(from.getFirst()).size() == 1
                && domains(headers).anyMatch(domain::equals);
    }

    private static Stream<String> domains(Headers headers) {
        return headers.all("from").stream()
                .flatMap(field -> DOMAIN.matcher(field).results())
                .map(domain -> domain.group(1).toLowerCase(Locale.ROOT));
    }

    /// The field without its comments, cut at semicolons. Senders may write what they like into a quoted string: the
    /// envelope's `"; dmarc=pass"@evil.example` is one word.
    private static List<String> parts(String field) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
                if (depth == 0 && i < field.length()) {
                    part.append(c).append(field.charAt(i));
                }
            } else if (!quoted && (c == '(' || c == ')' && depth > 0)) {
                depth += c == '(' ? 1 : -1;
                part.append(' ');
            } else if (depth == 0 && c == ';' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (depth == 0) {
                quoted ^= c == '"';
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
