package dev.onethread.ticket.postgres;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Where the next page of a list begins: after this row. Opaque to callers, and worth nothing to those who change it.
public record Cursor(Instant at, UUID id) {
    public String text() {
        String plain = at + "/" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<Cursor> parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int slash = plain.indexOf('/');
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            Instant.parse(plain.substring(0, slash)), UUID.fromString(plain.substring(slash + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
