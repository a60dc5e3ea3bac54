package dev.onethread.ingest.telegram;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.ContinuationAsked;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Proof;
import dev.onethread.ingest.continuation.Links;
import dev.onethread.ingest.postgres.BotSettings;
import dev.onethread.ingest.telegram.Reading.Piece;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What people send by pressing instead of writing: that they begin, perhaps on a one-time link of ours
/// (<https://core.telegram.org/bots/features#deep-linking>), that they want to go on at a page, and commands that
/// supervisors have let the bot answer. None of
/// it is a message, nor waits for an agent. Whatever else a chat is started with stays a message with its
/// invitation.
@ApplicationScoped
class Beginnings {
    private static final Pattern START = Pattern.compile("/start(?:@\\w+)?(?:\\s+([A-Za-z0-9_-]{1,64}))?\\s*");
    private static final Pattern WEB = Pattern.compile("/web(?:@\\w+)?\\s*");
    private static final Pattern PRIVATE = Pattern.compile("[0-9]+:[0-9]+");

    /// What the transcript calls a plain beginning.
    private static final String STARTED = "message/start";

    /// A command alone, which the bot may have a word for.
    private static final Pattern COMMAND = Pattern.compile("/([A-Za-z0-9_]{1,32})(?:@\\w+)?\\s*");
    private static final String COMMANDED = "message/command";

    private final Links links;
    private final BotSettings settings;

    Beginnings(Links links, BotSettings settings) {
        this.links = links;
        this.settings = settings;
    }

    /// What a piece comes to; itself, for nearly all.
    List<Piece> of(Piece piece) {
        if (!(piece.event() instanceof MessageReceived message)
                || !PRIVATE.matcher(message.address().value()).matches()
                || !message.body().text().startsWith("/")) {
            return List.of(piece);
        }
        Matcher start = START.matcher(message.body().text());
        if (start.matches()) {
            return started(piece, message, Optional.ofNullable(start.group(1)));
        }
        if (WEB.matcher(message.body().text()).matches()) {
            return links.toWeb(message.address())
                    .map(link -> List.of(Piece.of(asked(message, link))))
                    .orElse(List.of(piece));
        }
        Matcher command = COMMAND.matcher(message.body().text());
        return command.matches()
                ? answer(message, command.group(1))
                        .map(answer -> List.of(Piece.of(kept(message, COMMANDED, answer))))
                        .orElse(List.of(piece))
                : List.of(piece);
    }

    /// What supervisors let the bot answer, in the language of the writer's program.
    private Optional<String> answer(MessageReceived message, String command) {
        return settings.answer(message.door().name(), command.toLowerCase(Locale.ROOT))
                .map(answer -> answer.in(message.author().language()));
    }

    private static FromCustomer kept(MessageReceived message, String kind, @Nullable String answer) {
        return new UpdateKept(
                message.id(), message.door(), message.address(), message.receivedAt(), kind, null, answer);
    }

    private List<Piece> started(Piece piece, MessageReceived message, Optional<String> token) {
        if (token.isEmpty()) {
            MessageId who = new MessageId(message.id().value() + ":who");
            return List.of(
                    Piece.of(known(who, message, List.of())),
                    Piece.of(kept(message, STARTED, answer(message, "start").orElse(null))));
        }
        Optional<Address> given = links.use(token.get(), Channel.TELEGRAM, message.address());
        return given.map(from -> List.of(Piece.of(
                        known(message.id(), message, List.of(new Proof(Proof.Kind.CONTINUATION, from.key()))))))
                .orElse(List.of(piece));
    }

    private static FromCustomer known(MessageId id, MessageReceived message, List<Proof> proofs) {
        return new IdentityProved(
                id, message.door(), message.address(), message.receivedAt(), message.author(), proofs);
    }

    private static FromCustomer asked(MessageReceived message, String link) {
        return new ContinuationAsked(
                message.id(),
                message.door(),
                message.address(),
                message.receivedAt(),
                message.address(),
                message.door(),
                link);
    }
}
