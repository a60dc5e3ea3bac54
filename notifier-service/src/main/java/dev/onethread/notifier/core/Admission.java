package dev.onethread.notifier.core;

import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ReplyRequest.AmendmentRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be done with a reply that was asked for.
public sealed interface Admission {
    List<Part> parts();

    /// Its parts queue for the owner of their lane.
    record Queued(List<Part> parts) implements Admission {}

    /// There is nobody outside to call: it is passed on within the same transaction.
    record HandedOver(List<Part> parts) implements Admission {}

    /// It cannot be sent from here.
    record Refused(String code, @Nullable String detail, List<Part> parts) implements Admission {}

    /// `text` is the whole text, `doorOpen` whether the reply's door is configured here.
    static Admission of(ReplyRequested request, String text, boolean doorOpen) {
        List<Part> parts = Parts.of(
                request.to().channel(),
                text,
                request.body().spans() == null ? List.of() : request.body().spans(),
                request.body().attachments(),
                request.buttons() == null ? List.of() : request.buttons());
        return again(request, parts, doorOpen);
    }

    /// What is to be done with a wish to change a reply; only Telegram has a way to.
    static Admission of(AmendmentRequested request, boolean doorOpen) {
        Body body = request.body();
        Part part = body == null
                ? new Part("", List.of())
                : new Part(
                        body.text(),
                        List.of(),
                        Part.Form.of(
                                body.spans() == null ? List.of() : body.spans(),
                                request.buttons() == null ? List.of() : request.buttons()));
        if (request.to().channel() != Channel.TELEGRAM) {
            return new Refused("not-changeable", null, List.of(part));
        }
        return doorOpen
                ? new Queued(List.of(part))
                : new Refused("door-unknown", "no such bot or mailbox is configured", List.of(part));
    }

    /// The same for a reply whose parts are known already.
    static Admission again(ReplyRequested request, List<Part> parts, boolean doorOpen) {
        if (parts.isEmpty()) {
            return new Refused("empty", null, parts);
        }
        if (request.to().channel() != request.door().channel()) {
            return new Refused("door-unknown", "the door is not on the address's channel", parts);
        }
        if (request.to().channel() == Channel.WEB) {
            return new HandedOver(parts);
        }
        return doorOpen
                ? new Queued(parts)
                : new Refused("door-unknown", "no such bot or mailbox is configured", parts);
    }
}
