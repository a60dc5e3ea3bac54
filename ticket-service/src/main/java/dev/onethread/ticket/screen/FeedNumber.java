package dev.onethread.ticket.screen;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where a screen stands in the changes: the next offset of each partition. Everything below has been shown. Opaque
/// text to the client.
public record FeedNumber(Map<Integer, Long> next) {
    private static final int LONGEST = 4096;

    public FeedNumber {
        next = Map.copyOf(next);
    }

    public long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    /// The later of both in each partition.
    public FeedNumber latest(FeedNumber other) {
        Map<Integer, Long> merged = new TreeMap<>(next);
        other.next.forEach((partition, offset) -> merged.merge(partition, offset, Math::max));
        return new FeedNumber(merged);
    }

    public String text() {
        var plain = new StringBuilder();
        new TreeMap<>(next)
                .forEach((partition, offset) ->
                        plain.append(partition).append('.').append(offset).append('_'));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Reads what [#text()] wrote; empty for anything else.
    public static Optional<FeedNumber> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Map<Integer, Long> next = new TreeMap<>();
            for (String each : plain.split("_", -1)) {
                if (!each.isEmpty()) {
                    int dot = each.indexOf('.');
                    next.put(Integer.parseInt(each, 0, dot, 10), Long.parseLong(each, dot + 1, each.length(), 10));
                }
            }
            return Optional.of(new FeedNumber(next));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
