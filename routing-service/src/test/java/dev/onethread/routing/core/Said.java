package dev.onethread.routing.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import java.time.Instant;
import java.util.List;

/// Messages for rules to read.
final class Said {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final Languages NONE = text -> null;

    private Said() {}

    static MessageReceived mail(String text) {
        return mail("kim@example.org", null, text);
    }

    static MessageReceived mail(String from, String subject, String text) {
        Body body = new Body(text, subject, null, null, null, List.of());
        return message(new Door(Channel.MAIL, "help@shop.example"), Address.mail(from), Author.UNKNOWN, body, NOW);
    }

    static MessageReceived web(String text) {
        return spoken(null, text);
    }

    static MessageReceived spoken(String language, String text) {
        Author author = new Author("Kim", null, language);
        return message(new Door(Channel.WEB, "shop"), new Address(Channel.WEB, "v1"), author, Body.text(text), NOW);
    }

    static MessageReceived at(Instant when, String text) {
        return message(
                new Door(Channel.WEB, "shop"), new Address(Channel.WEB, "v1"), Author.UNKNOWN, Body.text(text), when);
    }

    static MessageReceived with(Attachment.Kind kind) {
        Attachment file = new Attachment(kind, "file", "application/octet-stream", null, "not kept", null, null);
        Body body = new Body("", null, null, null, null, List.of(file));
        return message(new Door(Channel.TELEGRAM, "7001"), Address.telegram(7001, 5), Author.UNKNOWN, body, NOW);
    }

    private static MessageReceived message(Door door, Address address, Author author, Body body, Instant at) {
        return new MessageReceived(new MessageId("m"), door, address, at, at, author, body, "1", null, null, null);
    }
}
