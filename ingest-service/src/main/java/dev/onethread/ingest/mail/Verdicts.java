package dev.onethread.ingest.mail;

import dev.onethread.contracts.Letterhead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a mail is from whom it names, as hosts that we trust have checked (RFC 8601). Anybody may write the field;
/// the host that receives for us removes those that carry its own name, so only fields of trusted names are read.
final class Verdicts {
    private static final Pattern RESULT =
            Pattern.compile("(?i)^\\s*([a-z][a-z0-9-]*)\\s*(?:/\\s*\\d+)?\\s*=\\s*([a-z]+)");
    private static final Pattern PROPERTY =
            Pattern.compile("(?i)(header\\.(?:d|i|from)|smtp\\.mailfrom)\\s*=\\s*\"?([^\\s\";]+)");
    private static final int MOST_FIELDS = 20;
    private static final int LONGEST = 10_000;

    private Verdicts() {}

    /// `trusted` are the hosts' names (authserv-id), lower case; `address` is what the From field says.
    static Letterhead.Sender of(Headers headers, Set<String> trusted, String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        boolean proved = false;
        List<String> fields = headers.all("authentication-results");
        for (String field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
            String plain = withoutComments(field.length() <= LONGEST ? field : field.substring(0, LONGEST));
            String[] results = plain.split(";");
            String host = results[0].strip().split("\\s+")[0].toLowerCase(Locale.ROOT);
            if (!trusted.contains(host)) {
                continue;
            }
            for (int i = 1; i < results.length; i++) {
                Matcher result = RESULT.matcher(results[i]);
                if (result.find()) {
                    String method = result.group(1).toLowerCase(Locale.ROOT);
                    boolean pass = result.group(2).equalsIgnoreCase("pass");
                    if (method.equals("dmarc") && result.group(2).equalsIgnoreCase("fail")) {
                        return Letterhead.Sender.DISPROVED;
                    }
                    proved |= pass && isOf(method, results[i], domain);
                }
            }
        }
        return proved ? Letterhead.Sender.PROVED : Letterhead.Sender.UNKNOWN;
    }

    /// A signature or a sending host proves only its own domain (RFC 7489 section 3.1, strict alignment).
    private static boolean isOf(String method, String result, String domain) {
        String property = Map.of("dmarc", "header.from", "dkim", "header.d", "spf", "smtp.mailfrom")
                .getOrDefault(method, "");
        if (property.isEmpty()) {
            return false;
        }
        boolean named = false;
        Matcher properties = PROPERTY.matcher(result);
        while (properties.find()) {
            String name = properties.group(1).toLowerCase(Locale.ROOT);
            String value = properties.group(2).toLowerCase(Locale.ROOT);
            boolean asked = name.equals(property) || method.equals("dkim") && name.equals("header.i");
            named |= asked;
            if (asked && value.substring(value.lastIndexOf('@') + 1).equals(domain)) {
                return true;
            }
        }
        // Some hosts name no domain with DMARC, which is always the From field's.
        return method.equals("dmarc") && !named;
    }

    private static String withoutComments(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        int depth = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            depth += c == '(' ? 1 : 0;
            if (depth == 0) {
                plain.append(c);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return plain.toString();
    }
}
