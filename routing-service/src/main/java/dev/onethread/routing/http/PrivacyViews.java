package dev.onethread.routing.http;

import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.Forgetting;
import dev.onethread.routing.postgres.PrivacyTable;
import dev.onethread.routing.postgres.PrivacyTable.Asked;
import dev.onethread.routing.postgres.PrivacyTable.Download;
import dev.onethread.routing.postgres.PrivacyTable.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What has come of a request about a customer, to read: an erasure's receipt, an export's progress.
@ApplicationScoped
class PrivacyViews {
    static final List<String> SERVICES =
            List.of("routing-service", "ticket-service", "notifier-service", "ingest-service");

    /// Kafka deletes whole segments, which take up records for a week at most (`segment.ms`).
    private static final Duration SEGMENT = Duration.ofDays(7);

    private final PrivacyTable requests;

    PrivacyViews(PrivacyTable requests) {
        this.requests = requests;
    }

    /// `state`: `running` until all of `waitsFor` have answered, then `done`; an export that is kept no longer is
    /// `expired`. `logGoneBy`, `deadLettersGoneBy`: until when Kafka may hold what travelled, at the latest.
    record RequestView(
            UUID id,
            UUID customer,
            int conversations,
            Map<String, Integer> addresses,
            String by,
            Instant at,
            String state,
            List<String> waitsFor,
            @Nullable Instant doneAt,
            List<PartView> parts,
            @Nullable Instant logGoneBy,
            @Nullable Instant deadLettersGoneBy,
            List<Download> downloads) {}

    record PartView(String service, Instant at, List<Count> counts) {}

    RequestView of(Tx tx, Asked asked) {
        boolean erasure = asked.kind().equals("erasure");
        List<Part> parts = requests.parts(tx, asked.id());
        List<String> waitsFor = new ArrayList<>(SERVICES);
        if (erasure) {
            waitsFor.add(Forgetting.PART);
        }
        parts.forEach(part -> waitsFor.remove(part.service()));
        boolean expired = !erasure && parts.stream().anyMatch(part -> part.blob() == null);
        boolean old = !erasure && asked.at().isBefore(Instant.now().minus(Duration.ofDays(1)));
        boolean done = waitsFor.isEmpty();
        return new RequestView(
                asked.id().value(),
                asked.customer(),
                asked.conversations(),
                asked.addresses(),
                asked.by(),
                asked.at(),
                expired || old ? "expired" : done ? "done" : "running",
                waitsFor,
                done ? parts.getLast().at() : null,
                parts.stream()
                        .map(part -> new PartView(part.service(), part.at(), part.counts()))
                        .toList(),
                erasure ? gone(asked.at(), Topic.Kept.WEEK) : null,
                erasure ? gone(asked.at(), Topic.Kept.MONTH) : null,
                requests.downloads(tx, asked.id()));
    }

    private static Instant gone(Instant from, Topic.Kept kept) {
        return from.plusMillis(kept.millis()).plus(SEGMENT);
    }
}
