package dev.onethread.ingest.mail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The header fields of a mail or a part, in order, as octets (see [Charsets#octets]) until somebody asks for text.
final class Headers {
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,990}>");
    private static final Pattern FOLD = Pattern.compile("\\r?\\n(?=[ \\t])|\\r(?=[ \\t])");

    private record Field(String name, String octets) {}

    private final List<Field> fields = new ArrayList<>();

    void add(String name, String octets) {
        fields.add(new Field(
                name.strip().toLowerCase(Locale.ROOT),
                FOLD.matcher(octets).replaceAll("").strip()));
    }

    /// The octets of the first field of that name which says anything; senders repeat fields, and add empty ones.
    @Nullable
    String octets(String name) {
        String first = null;
        for (Field field : fields) {
            if (field.name().equals(name)) {
                if (!field.octets().isEmpty()) {
                    return field.octets();
                }
                first = field.octets();
            }
        }
        return first;
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::octets)
                .toList();
    }

    boolean has(String name) {
        return octets(name) != null;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    int size() {
        return fields.size();
    }

    /// The text of the first field of that name, encoded words and all; null where there is none.
    @Nullable
    String text(String name) {
        String octets = octets(name);
        return octets == null ? null : EncodedWords.decode(octets);
    }

    /// The field's message id with its angle brackets; without brackets what stands there; null where nothing does.
    @Nullable
    String id(String name) {
        String octets = octets(name);
        if (octets == null || octets.isBlank()) {
            return null;
        }
        Matcher id = ID.matcher(octets);
        if (id.find()) {
            return id.group();
        }
        String bare = octets.replaceAll("\\s+", "");
        return bare.length() <= 990 ? bare : null;
    }

    /// Every message id in the fields of that name, once each, in order.
    SequencedSet<String> ids(String name) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        for (String octets : all(name)) {
            Matcher id = ID.matcher(octets);
            while (id.find()) {
                ids.add(id.group());
            }
        }
        return ids;
    }
}
