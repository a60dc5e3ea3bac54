package dev.onethread.ticket.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationEvent.ContinuationWanted;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What the system writes to customers by itself. Nobody knows yet what language a customer who has written
/// nothing reads, so these are in both.
final class Notices {
    private static final String GREETING = """
            Здравствуйте! Напишите, чем помочь: ответим здесь.

            Hello! Write how we can help: we answer here.""";
    private static final String TO_PAGE = """
            Продолжить разговор на сайте (ссылка действует один раз): %1$s

            Continue on the web (the link works once): %1$s""";
    private static final String TO_MAIL = """
            Вы попросили отвечать на этот адрес. Подтвердите, что он ваш: %1$s
            Если это были не вы, ничего не делайте.

            You asked for answers at this address. Confirm that it is yours: %1$s
            If it was not you, do nothing.""";
    private static final String SUBJECT = "Подтвердите адрес · Confirm your address";

    private Notices() {}

    /// Somebody pressed Start; the bot may have words of its own for that.
    static void greet(Tx tx, CustomerActed acted) {
        String words = acted.act().words();
        answer(tx, acted, words == null ? GREETING : words);
    }

    /// What a bot says to a command.
    static void answer(Tx tx, CustomerActed acted, String words) {
        send(
                tx,
                acted.conversation(),
                acted.act().id(),
                acted.act().address(),
                acted.act().door(),
                Body.text(words),
                acted.at());
    }

    /// Somebody wants to go on elsewhere. The link is for them alone.
    static void link(Tx tx, ContinuationWanted wanted) {
        boolean mail = wanted.to().channel() == Channel.MAIL;
        String text = (mail ? TO_MAIL : TO_PAGE).formatted(wanted.link());
        Body body = mail ? new Body(text, SUBJECT, null, null, null, List.of()) : Body.text(text);
        send(tx, wanted.conversation(), wanted.id(), wanted.to(), wanted.through(), body, wanted.at());
    }

    /// The same notice however often its cause is read.
    private static void send(
            Tx tx, ConversationId conversation, MessageId cause, Address to, Door through, Body body, Instant at) {
        String name = "notice/" + cause.value();
        ReplyId id = new ReplyId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        tx.publish(
                Topic.REPLIES_REQUESTED,
                to.key(),
                new ReplyRequested(id, to, at, conversation, through, null, null, body, null, null));
    }
}
