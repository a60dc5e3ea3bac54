package dev.onethread.ingest.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Date header (RFC 5322 section 3.3), obsolete zones and two-digit years included (section 4.3).
final class SentAt {
    private static final Pattern DATE = Pattern.compile(
            "(\\d{1,2})[\\s-]+([A-Za-z]{3})[a-z]*\\.?[\\s-]+(\\d{2,4})\\s+(\\d{1,2})\\s*:\\s*(\\d{2})(?:\\s*:\\s*(\\d{2}))?\\s*"
                    + "([+-]\\s?\\d{4}|[A-Za-z]{1,5})?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7, "msk", 3);

    private SentAt() {}

    /// Null where the header says nothing that is a time.
    static @Nullable Instant of(@Nullable String octets) {
        if (octets == null || octets.length() > 200) {
            return null;
        }
        Matcher date = DATE.matcher(octets.replaceAll("\\([^)]*\\)", ""));
        if (!date.find()) {
            return null;
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        int year = Integer.parseInt(date.group(3));
        int seconds = date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6)));
        try {
            return LocalDateTime.of(
                            year < 50 ? 2000 + year : year < 1000 ? 1900 + year : year,
                            month,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            seconds)
                    .toInstant(zone(date.group(7)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZoneOffset zone(@Nullable String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        String plain = zone.replace(" ", "").toLowerCase(Locale.ROOT);
        if (plain.matches("[+-]\\d{4}")) {
            int minutes = Integer.parseInt(plain.substring(1, 3)) * 60 + Integer.parseInt(plain.substring(3));
            return ZoneOffset.ofTotalSeconds((plain.startsWith("-") ? -60 : 60) * minutes);
        }
        return ZoneOffset.ofHours(ZONES.getOrDefault(plain, 0));
    }
}
