package dev.onethread.routing.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A web address with places in braces, such as `https://crm.example/people/{external-id}?plan={attribute:plan}`. What
/// fills a place can change nothing but that place: it stands behind the host, and all but the unreserved characters of
/// RFC 3986 are encoded.
public record LinkTemplate(String text) {
    public static final int LONGEST = 500;

    /// What a place may name, beside `attribute:` and a name.
    public static final Set<String> PLACES = Set.of("customer", "external-id", "mail", "phone", "name", "language");

    private static final String ATTRIBUTE = "attribute:";
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern BEGINNING =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]*");
    private static final Pattern DOTS = Pattern.compile("(?i)(\\.|%2e){1,2}");

    /// What is wrong with a template; `code` is stable.
    public record Fault(String code, String detail) {}

    /// What of it cannot be filled, or the whole address.
    public record Filled(Optional<String> url, List<String> missing) {}

    /// Empty where it can be used.
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        Matcher beginning = BEGINNING.matcher(text);
        if (text.length() > LONGEST) {
            faults.add(new Fault("template-long", "at most " + LONGEST + " characters"));
        } else if (!beginning.lookingAt()) {
            faults.add(new Fault("template-host", "begins with http:// or https:// and a host without places"));
        } else {
            String rest = text.substring(beginning.end());
            if (!rest.isEmpty() && "/?#".indexOf(rest.charAt(0)) < 0) {
                faults.add(new Fault("template-host", "a place stands behind the host, after /, ? or #"));
            }
            if (!REST.matcher(PLACE.matcher(rest).replaceAll("")).matches()) {
                faults.add(new Fault("template-characters", "only what a web address may have, and places in braces"));
            }
        }
        for (String place : places()) {
            boolean attribute = place.startsWith(ATTRIBUTE) && place.length() > ATTRIBUTE.length();
            if (!attribute && !PLACES.contains(place)) {
                faults.add(new Fault("place-unknown", "there is no place named " + place));
            }
        }
        return faults;
    }

    /// What its places name, in their order.
    public List<String> places() {
        Set<String> places = new LinkedHashSet<>();
        PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
        return List.copyOf(places);
    }

    /// The address for one customer. What is not known of them, and what would lead to another folder (`..`), makes
    /// that there is none.
    public Filled fill(Map<String, String> known, Map<String, String> attributes) {
        Map<String, String> values = new HashMap<>(known);
        attributes.forEach((name, value) -> values.put(ATTRIBUTE + name, value));
        List<String> missing =
                places().stream().filter(place -> !values.containsKey(place)).toList();
        if (!missing.isEmpty()) {
            return new Filled(Optional.empty(), missing);
        }
        String url = PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(encoded(values.getOrDefault(place.group(1), ""))));
        return climbs(url) ? new Filled(Optional.empty(), places()) : new Filled(Optional.of(url), List.of());
    }

    private boolean climbs(String url) {
        String path = url.split("[?#]", 2)[0];
        String own = text.split("[?#]", 2)[0];
        return !path.equals(own) && Pattern.compile("/").splitAsStream(path).anyMatch(DOTS.asMatchPredicate());
    }

    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            int octet = each & 0xff;
            boolean letter = octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
            if (letter || octet >= '0' && octet <= '9' || "-._~".indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
            }
        }
        return encoded.toString();
    }

    private static final String HEX = "0123456789ABCDEF";
}
