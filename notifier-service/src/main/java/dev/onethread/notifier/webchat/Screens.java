package dev.onethread.notifier.webchat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.Tx;
import dev.onethread.notifier.core.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Passes replies on to the service that holds the visitors' sockets. That is a record in the same transaction and no
/// call outside, so there is no *sending* and nothing can arrive twice.
@ApplicationScoped
public class Screens {
    public void handOver(Tx tx, ReplyRequested request, List<Part> parts, int attempt, Instant at) {
        Visitor visitor = new Visitor(request.to().value());
        tx.publish(
                Topic.WEBCHAT_DELIVERIES,
                visitor.value(),
                new WebChatDelivery(
                        visitor,
                        at,
                        request.reply(),
                        request.conversation(),
                        attempt,
                        request.agentName(),
                        body(request, parts)));
    }

    private static Body body(ReplyRequested request, List<Part> parts) {
        String text = String.join("\n\n", parts.stream().map(Part::text).toList());
        List<Attachment> files =
                parts.stream().flatMap(part -> part.attachments().stream()).toList();
        String inline = text.length() <= Body.INLINE_LIMIT ? text : text.substring(0, Body.INLINE_LIMIT);
        return new Body(
                inline, request.body().subject(), null, null, request.body().whole(), files);
    }
}
