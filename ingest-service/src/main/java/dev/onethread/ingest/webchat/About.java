package dev.onethread.ingest.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Visit;
import dev.onethread.ingest.core.PlainText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a browser says of its visitor without proof. What is too long or of another kind than it should be
/// is left out; nothing of it is believed.
record About(
        Visit.@Nullable Typed typed,
        @Nullable String topic,
        @Nullable String page,
        @Nullable String referrer,
        Map<String, String> attributes,
        @Nullable String language) {
    static final About NOTHING = new About(null, null, null, null, Map.of(), null);

    private static final int LONGEST = 320;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int MOST_ATTRIBUTES = 30;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

    static About read(JsonNode json) {
        JsonNode typed = json.path("typed");
        Visit.Typed said = new Visit.Typed(
                text(typed, "name"), text(typed, "mail"), text(typed, "phone"), text(typed, "telegram"));
        String language = text(json, "language");
        return new About(
                said.equals(new Visit.Typed(null, null, null, null)) ? null : said,
                text(json, "topic"),
                address(json.path("page")),
                address(json.path("referrer")),
                attributes(json.path("attributes")),
                language != null && LANGUAGE.matcher(language).matches() ? language : null);
    }

    /// What travels with a message; null where there is nothing to say.
    @Nullable
    Visit with(Visit.@Nullable Signed signed) {
        boolean silent = typed == null && topic == null && page == null && referrer == null && attributes.isEmpty();
        if (signed == null && silent) {
            return null;
        }
        return new Visit(signed, typed, topic, page, referrer, attributes.isEmpty() ? null : attributes);
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        String text = value.isTextual() ? PlainText.cleanOrNull(value.textValue()) : null;
        return text == null || text.length() > LONGEST ? null : text;
    }

    /// Without query and fragment, where pages keep sessions and reset links.
    private static @Nullable String address(JsonNode value) {
        if (!value.isTextual() || value.textValue().length() > LONGEST_ADDRESS) {
            return null;
        }
        try {
            URI uri = URI.create(value.textValue());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return null;
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getScheme() + "://" + uri.getHost() + port + (uri.getRawPath() == null ? "" : uri.getRawPath());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, String> attributes(JsonNode json) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (json.isObject()) {
            json.properties().forEach(each -> {
                JsonNode value = each.getValue();
                String text = value.isTextual() || value.isNumber() || value.isBoolean()
                        ? PlainText.cleanOrNull(value.asText())
                        : null;
                boolean fits = text != null
                        && text.length() <= LONGEST
                        && ATTRIBUTE.matcher(each.getKey()).matches();
                if (fits && attributes.size() < MOST_ATTRIBUTES) {
                    attributes.put(each.getKey(), text);
                }
            });
        }
        return attributes;
    }
}
