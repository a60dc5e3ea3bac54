package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.ScreenEntry;
import dev.onethread.ingest.kafka.Signals;
import dev.onethread.ingest.postgres.Uploads;
import dev.onethread.ingest.postgres.Visitors;
import dev.onethread.ingest.postgres.Visitors.NewEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What is done with a visitor's frames. A message is accepted when Kafka has it and the visitor's own number
/// stands; what breaks before leaves it unanswered, and the browser sends it again under its id.
@ApplicationScoped
class Chat {
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration SIGNAL_EVERY = Duration.ofSeconds(1);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);

    private final WebChatSettings settings;
    private final Doorkeeper doorkeeper;
    private final OpenScreens screens;
    private final Visitors visitors;
    private final Uploads uploads;
    private final Intake intake;
    private final Signals signals;
    private final Continuing continuing;
    private final Counter garbage;
    private final Clock clock = Clock.systemUTC();
    private final VisitCard cards = new VisitCard();
    private final Pace<Visitor> saying;
    private final Pace<String> sayingFrom;
    private final Pace<Visitor> typing = new Pace<>(1, SIGNAL_EVERY);
    /// Enough for all that a person reads: one that is passed over is not said again.
    private final Pace<Visitor> seeing = new Pace<>(20, SEEN_WITHIN);

    Chat(
            WebChatSettings settings,
            Doorkeeper doorkeeper,
            OpenScreens screens,
            Visitors visitors,
            Uploads uploads,
            Intake intake,
            Signals signals,
            Continuing continuing,
            MeterRegistry meters) {
        this.continuing = continuing;
        this.settings = settings;
        this.doorkeeper = doorkeeper;
        this.screens = screens;
        this.visitors = visitors;
        this.uploads = uploads;
        this.intake = intake;
        this.signals = signals;
        this.sayingFrom = new Pace<>(settings.paceMessagesPerAddress(), settings.paceWindow());
        this.saying = new Pace<>(settings.paceMessages(), settings.paceWindow());
        this.garbage = meters.counter("onethread.webchat.garbage");
    }

    void take(Screen screen, Frame frame) throws Exception {
        Visitor visitor = screen.visitor();
        screen.heardSomething();
        if (screen.ended(clock.instant())) {
            OpenScreens.expire(screen);
            return;
        }
        switch (frame) {
            case Frame.Hello hello -> hello(screen, hello);
            case Frame.Told told -> screen.about(told.about());
            case Frame.Leave leave -> leave(screen);
            case Frame.Said said when visitor != null -> said(screen, visitor, said);
            case Frame.Typing ignored when visitor != null -> typing(visitor);
            case Frame.Seen seen when visitor != null -> seen(visitor, seen.seq());
            case Frame.Continue wish when visitor != null -> continuing.ask(screen, visitor, wish);
            case Frame.Continued come when visitor != null -> continuing.arrive(screen, visitor, come);
            case Frame.Pong pong -> {}
            case Frame.Continue wish -> garbage(screen);
            case Frame.Continued come -> garbage(screen);
            case Frame.Said said -> garbage(screen);
            case Frame.Typing ignored -> garbage(screen);
            case Frame.Seen seen -> garbage(screen);
            case Frame.Garbage nothing -> garbage(screen);
        }
    }

    private void garbage(Screen screen) {
        garbage.increment();
        screen.garbage();
    }

    private void hello(Screen screen, Frame.Hello hello) {
        if (hello.visitor() == null && hello.proof() instanceof Proof.None && screen.visitor() != null) {
            garbage(screen);
            return;
        }
        switch (doorkeeper.meet(screen.widget(), screen.address(), hello)) {
            case Doorkeeper.Met.Refused(String code) -> {
                screen.garbage();
                screen.send(Shown.refused(null, code));
            }
            case Doorkeeper.Met.TooMany tooMany -> {
                screen.send(Shown.refused(null, "too-many"));
                screen.close(Screen.TRY_LATER);
            }
            case Doorkeeper.Met.Welcome welcome -> welcome(screen, welcome, hello.last());
        }
    }

    /// A browser may claim to have more than there is, after our database went back to a backup: it gets the
    /// rest when there is more again.
    private void welcome(Screen screen, Doorkeeper.Met.Welcome met, long has) {
        Visitor visitor = met.visitor();
        long last = met.lastSeq();
        screen.session(met.session());
        WebChatSettings.Widget widget = settings.widgets().get(screen.widget());
        if (widget != null) {
            screen.send(Shown.door(widget, settings.uploadLimit()));
        }
        screen.send(Shown.welcome(visitor, met.secret(), last));
        if (!screens.enter(screen, visitor, Math.min(has, last))) {
            screen.close(Screen.POLICY);
            return;
        }
        if (met.adopted()) {
            screens.adopted(visitor, screen);
        }
        if (met.agentSaw() > 0) {
            screen.send(Shown.read(met.agentSaw()));
        }
        screens.changed(visitor, last);
    }

    private void leave(Screen screen) {
        Screen.Session session = screen.session();
        if (session != null) {
            doorkeeper.leave(session);
        }
        screen.close(Screen.OVER);
    }

    private void said(Screen screen, Visitor visitor, Frame.Said said) throws Exception {
        OptionalLong there = visitors.seqOf(visitor, said.id());
        if (there.isPresent()) {
            screen.send(Shown.accepted(said.id(), there.getAsLong()));
            return;
        }
        List<Attachment> attachments = new ArrayList<>();
        String fault = fault(screen, visitor, said, attachments);
        if (fault != null) {
            screen.send(Shown.refused(said.id(), fault));
            return;
        }
        if (!uploads.sent(said.uploads(), visitor)) {
            screen.send(Shown.refused(said.id(), "upload-unknown"));
            return;
        }
        Instant now = clock.instant();
        About about = screen.about();
        handOver(message(screen, visitor, said, attachments, now));
        cards.told(visitor, about);
        NewEntry entry = new NewEntry(said.id(), ScreenEntry.From.CUSTOMER, said.text(), null, now, attachments);
        visitors.addKnown(visitor, entry)
                .ifPresentOrElse(
                        seq -> screen.send(Shown.accepted(said.id(), seq)), () -> screen.close(Screen.TRY_LATER));
    }

    /// Null where nothing is wrong; fills `attachments`.
    private @Nullable String fault(Screen screen, Visitor visitor, Frame.Said said, List<Attachment> attachments) {
        if (said.text().length() > settings.longestText()) {
            return "too-long";
        }
        if (said.text().isBlank() && said.uploads().isEmpty()) {
            return "empty";
        }
        long now = System.nanoTime();
        if (said.uploads().size() > settings.mostAttachments()) {
            return "too-many";
        }
        if (!saying.allows(visitor, now) || !sayingFrom.allows(screen.address(), now)) {
            return "too-fast";
        }
        for (String upload : said.uploads()) {
            Optional<Attachment> file = uploads.find(upload, visitor);
            if (file.isEmpty()) {
                return "upload-unknown";
            }
            attachments.add(file.get());
        }
        return null;
    }

    private FromCustomer message(
            Screen screen, Visitor visitor, Frame.Said said, List<Attachment> attachments, Instant now) {
        About about = screen.about();
        Screen.Session session = screen.session();
        Visit.Signed signed = session == null ? null : session.signed();
        Visit.Typed typed = said.form() ? about.typed() : null;
        List<Attachment> all = new ArrayList<>(attachments);
        if (typed != null) {
            all.add(FormCard.of(typed));
        }
        Attachment visit = cards.of(visitor, about);
        if (visit != null) {
            all.add(visit);
        }
        return new FromCustomer.MessageReceived(
                new MessageId("web:" + visitor.value() + ":" + said.id()),
                Widgets.door(screen.widget()),
                Address.web(visitor),
                now,
                now,
                author(about, signed),
                new Body(said.text(), null, null, null, null, all),
                said.id(),
                null,
                null,
                null,
                null,
                about.with(signed));
    }

    /// The page's word before the visitor's own.
    private static Author author(About about, Visit.@Nullable Signed signed) {
        String name = signed == null ? null : signed.name();
        if (name == null && about.typed() != null) {
            name = about.typed().name();
        }
        return new Author(name, null, about.language());
    }

    private void handOver(FromCustomer event) throws InterruptedException, ExecutionException, TimeoutException {
        intake.take(event).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void typing(Visitor visitor) {
        if (typing.allows(visitor, System.nanoTime())) {
            Address address = Address.web(visitor);
            signals.send(address.key(), new Signal.Typing(address, clock.instant(), null));
        }
    }

    private void seen(Visitor visitor, long seq) {
        if (seq > 0 && seeing.allows(visitor, System.nanoTime())) {
            Address address = Address.web(visitor);
            ReplyId reply = visitors.newestReply(visitor, seq)
                    .map(id -> new ReplyId(UUID.fromString(id)))
                    .orElse(null);
            signals.send(address.key(), new Signal.Seen(address, clock.instant(), seq, reply));
        }
    }
}
