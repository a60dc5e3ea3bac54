package dev.onethread.routing.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.core.Candidate;
import dev.onethread.routing.core.Verdict;
import dev.onethread.routing.postgres.Decisions.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who was considered for a decision, as it lies in one column: for each a list whose places say what is
/// what, the chosen first.
record Considered(@Nullable Shown chosen, List<Shown> runnersUp) {
    private static final int AT = 5;
    private static final int REST = 6;

    /// What is true of few.
    private record Rest(
            boolean last,
            @Nullable Requirement lacks,
            @Nullable Instant passedAt,
            Candidate.@Nullable Room room) {}

    /// Null where nobody was.
    static @Nullable String text(@Nullable Shown chosen, List<Shown> runnersUp) {
        if (chosen == null && runnersUp.isEmpty()) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>();
        all.add(chosen == null ? null : places(chosen));
        runnersUp.forEach(each -> all.add(places(each)));
        return Json.text(all);
    }

    private static List<@Nullable Object> places(Shown shown) {
        Rest rest = shown.last() || shown.lacks() != null || shown.passedAt() != null || shown.room() != null
                ? new Rest(shown.last(), shown.lacks(), shown.passedAt(), shown.room())
                : null;
        Long at = shown.at() == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, shown.at());
        List<@Nullable Object> places = Arrays.asList(
                shown.agent().value(), shown.fit(), shown.load(), shown.capacity(), shown.verdict(), at, rest);
        return places.subList(0, rest != null ? REST + 1 : at != null ? AT + 1 : AT);
    }

    static Considered read(String text) {
        JsonNode all = Json.tree(text);
        List<Shown> runnersUp = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            runnersUp.add(shown(all.get(i)));
        }
        return new Considered(all.get(0).isNull() ? null : shown(all.get(0)), runnersUp);
    }

    private static Shown shown(JsonNode places) {
        Rest rest = places.has(REST)
                ? Wire.mapper().convertValue(places.get(REST), Rest.class)
                : new Rest(false, null, null, null);
        String verdict = places.get(4).textValue();
        return new Shown(
                new AgentId(places.get(0).textValue()),
                rest.last(),
                places.get(1).intValue(),
                places.get(2).intValue(),
                places.get(3).intValue(),
                places.hasNonNull(AT) ? Instant.EPOCH.plus(places.get(AT).longValue(), ChronoUnit.MICROS) : null,
                verdict == null ? null : Verdict.valueOf(verdict),
                rest.lacks(),
                rest.passedAt(),
                rest.room());
    }
}
