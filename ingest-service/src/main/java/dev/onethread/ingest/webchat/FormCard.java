package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.Visit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What was typed into a form, as a card the agent sees. Nobody vouches for it, so it is not the visitor's
/// *own*.
final class FormCard {
    private FormCard() {}

    static Attachment of(Visit.Typed typed) {
        List<String> ways = Stream.of(typed.mail(), typed.telegram())
                .filter(Objects::nonNull)
                .toList();
        String first = Stream.of(typed.name(), typed.mail(), typed.phone(), typed.telegram())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("form");
        Card card = new Card(
                Card.Kind.PERSON,
                typed.name(),
                ways.isEmpty() ? null : String.join(", ", ways),
                null,
                null,
                typed.phone(),
                false,
                false,
                List.of());
        return new Attachment(
                Attachment.Kind.CONTACT, first, "text/vcard", null, null, null, String.join(", ", ways), null, card);
    }
}
