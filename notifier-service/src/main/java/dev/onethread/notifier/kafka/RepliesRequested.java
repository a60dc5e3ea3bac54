package dev.onethread.notifier.kafka;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Event;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest;
import dev.onethread.contracts.ReplyRequest.AmendmentRequested;
import dev.onethread.contracts.ReplyRequest.DeliveryRetryRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.DeadRecord;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.notifier.core.Admission;
import dev.onethread.notifier.lanes.Lanes;
import dev.onethread.notifier.postgres.Replies;
import dev.onethread.notifier.postgres.Replies.Arrival;
import dev.onethread.notifier.postgres.Replies.Reopened;
import dev.onethread.notifier.webchat.Screens;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stores what is to be sent and wakes the owners of its lanes. What goes to a visitor's screen is passed on at once.
@ApplicationScoped
public class RepliesRequested implements Handler<ReplyRequest> {
    private static final Logger LOG = Logger.getLogger(RepliesRequested.class);

    private final Replies replies;
    private final Lanes lanes;
    private final Screens screens;
    private final Blobs blobs;
    private final Privacy privacy;
    private final Clock clock = Clock.systemUTC();

    RepliesRequested(Replies replies, Lanes lanes, Screens screens, Blobs blobs, Privacy privacy) {
        this.privacy = privacy;
        this.replies = replies;
        this.lanes = lanes;
        this.screens = screens;
        this.blobs = blobs;
    }

    @Override
    public Topic topic() {
        return Topic.REPLIES_REQUESTED;
    }

    @Override
    public Class<ReplyRequest> type() {
        return ReplyRequest.class;
    }

    @Override
    public void apply(Tx tx, List<Received<ReplyRequest>> told) {
        List<Received<ReplyRequest>> batch = privacy.standing(
                tx, told, request -> List.of(request.conversation().value()));
        List<Arrival> arrivals = new ArrayList<>();
        List<AmendmentRequested> amendments = new ArrayList<>();
        List<DeliveryRetryRequested> retries = new ArrayList<>();
        for (Received<ReplyRequest> received : batch) {
            switch (received.event()) {
                case ReplyRequested request -> arrivals.add(arrival(request));
                case AmendmentRequested amendment -> amendments.add(amendment);
                case DeliveryRetryRequested retry -> retries.add(retry);
            }
        }
        SequencedSet<String> woken = new LinkedHashSet<>();
        store(tx, arrivals, woken);
        // A change never overtakes its reply, and stands in the queue behind it.
        store(tx, amendments.stream().map(amendment -> arrival(tx, amendment)).toList(), woken);
        // A retry never overtakes its reply: both have the address as key.
        retries.forEach(retry -> again(tx, retry, woken));
        replies.ring(tx, woken);
    }

    private void store(Tx tx, List<Arrival> arrivals, SequencedSet<String> woken) {
        SequencedSet<ReplyId> fresh = replies.store(tx, arrivals);
        for (Arrival arrival : arrivals) {
            if (fresh.remove(arrival.request().reply())) {
                begin(tx, arrival.request(), arrival.admission(), 1, woken);
            }
        }
    }

    private Arrival arrival(Tx tx, AmendmentRequested wish) {
        ReplyRequested request = new ReplyRequested(
                wish.reply(),
                wish.to(),
                wish.at(),
                wish.conversation(),
                wish.door(),
                null,
                null,
                wish.body() == null ? Body.text("") : wish.body(),
                null,
                null);
        if (!replies.known(tx, wish.of())) {
            return new Arrival(request, new Admission.Refused("reply-unknown", null, List.of()));
        }
        Admission admission = Admission.of(wish, lanes.open(wish.door()));
        return new Arrival(request, admission, wish.of(), wish.body() == null);
    }

    /// What we could read and not handle is said to have failed; a replay of the dead letter sends it after all.
    @Override
    public void unreadable(Tx tx, DeadRecord dead) {
        try {
            Map<String, String> headers = dead.headers();
            Event event = Wire.read(headers.get(Wire.TYPE), headers.get(Wire.DATA_VERSION), dead.value());
            if (event instanceof AmendmentRequested wish) {
                Outcome failed = new Outcome.Failed("not-handled", null);
                report(
                        tx,
                        new DeliveryReported(wish.conversation(), clock.instant(), wish.reply(), wish.to(), 1, failed));
            }
            if (event instanceof ReplyRequested request) {
                Outcome failed = new Outcome.Failed("not-handled", null);
                report(
                        tx,
                        new DeliveryReported(
                                request.conversation(), clock.instant(), request.reply(), request.to(), 1, failed));
            }
        } catch (Wire.Unreadable e) {
            LOG.warnf("A request that nobody can read is among the dead letters: offset=%d", dead.offset());
        }
    }

    private Arrival arrival(ReplyRequested request) {
        try {
            return new Arrival(request, Admission.of(request, wholeText(request), lanes.open(request.door())));
        } catch (NoSuchFileException e) {
            return new Arrival(request, new Admission.Refused("file-missing", null, List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void again(Tx tx, DeliveryRetryRequested retry, SequencedSet<String> woken) {
        Reopened reopened = replies.reopen(tx, retry);
        if (reopened != null) {
            ReplyRequested request = reopened.request();
            Admission admission = Admission.again(request, reopened.parts(), lanes.open(request.door()));
            replies.restart(tx, retry.reply(), admission);
            begin(tx, request, admission, retry.attempt(), woken);
        } else if (!replies.known(tx, retry.reply())) {
            Outcome unknown = new Outcome.Failed("reply-unknown", null);
            report(
                    tx,
                    new DeliveryReported(
                            retry.conversation(),
                            clock.instant(),
                            retry.reply(),
                            retry.to(),
                            retry.attempt(),
                            unknown));
        }
    }

    private void begin(Tx tx, ReplyRequested request, Admission admission, int attempt, SequencedSet<String> woken) {
        Instant now = clock.instant();
        Outcome outcome = switch (admission) {
            case Admission.Queued queued -> {
                woken.add(request.door().key());
                yield null;
            }
            case Admission.HandedOver handed -> {
                screens.handOver(tx, request, handed.parts(), attempt, now);
                yield new Outcome.Sent(null, false);
            }
            case Admission.Refused refused -> new Outcome.Failed(refused.code(), refused.detail());
        };
        if (outcome != null) {
            report(
                    tx,
                    new DeliveryReported(request.conversation(), now, request.reply(), request.to(), attempt, outcome));
        }
    }

    private static void report(Tx tx, DeliveryReported reported) {
        tx.publish(Topic.DELIVERY_REPORTS, reported.conversation().toString(), reported);
    }

    /// A text that was too long for the record is fetched, except for screens, which fetch it themselves.
    private String wholeText(ReplyRequested request) throws IOException {
        @Nullable BlobRef whole = request.body().whole();
        if (whole == null || request.to().channel() == Channel.WEB) {
            return request.body().text();
        }
        try (InputStream bytes = blobs.read(whole.name())) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
