package dev.onethread.routing.json;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The field by which each condition is known.
enum ConditionField {
    ALL,
    ANY,
    NOT,
    CHANNELS,
    DOORS,
    KEYWORDS,
    PATTERN,
    LANGUAGES,
    ATTRIBUTE,
    OPEN,
    RETURNING,
    RATING,
    ATTACHMENTS,
    SILENCE,
    DOMAINS;

    /// These, and the two that say more of one of them: `in` of keywords and pattern, `values` of attribute.
    static final Set<String> KNOWN = known();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(Set.of("in", "values"));
        for (ConditionField field : values()) {
            known.add(field.word());
        }
        return Set.copyOf(known);
    }
}
