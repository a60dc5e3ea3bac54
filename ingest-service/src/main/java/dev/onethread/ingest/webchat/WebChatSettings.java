package dev.onethread.ingest.webchat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The widgets, and what one visitor may do.
@ConfigMapping(prefix = "onethread.webchat")
interface WebChatSettings {
    /// By name; the name is the door's.
    Map<String, Widget> widgets();

    /// Characters of one message.
    @WithDefault("8000")
    int longestText();

    /// Files of one message.
    @WithDefault("10")
    int mostAttachments();

    /// Bytes of one file.
    @WithDefault("10485760")
    int uploadLimit();

    /// Files a visitor may bring within an hour.
    @WithDefault("60")
    int uploadsPerHour();

    /// How many messages a visitor may send within `paceWindow`.
    @WithDefault("20")
    int paceMessages();

    @WithDefault("10s")
    Duration paceWindow();

    /// Open sockets of one network address on this replica. Many people can share one.
    @WithDefault("500")
    int socketsPerAddress();

    /// Open sockets of one visitor on this replica: browser tabs.
    @WithDefault("20")
    int socketsPerVisitor();

    /// How many messages all visitors of one network address may send within `paceWindow`, on this replica.
    @WithDefault("200")
    int paceMessagesPerAddress();

    /// New visitors of one network address within an hour, on this replica.
    @WithDefault("300")
    int newVisitorsPerAddress();

    /// Files all visitors of one network address may bring within an hour, on this replica.
    @WithDefault("300")
    int uploadsPerAddress();

    /// How long a new socket may stay without saying who it is.
    @WithDefault("10s")
    Duration helloWithin();

    @WithDefault("25s")
    Duration pingEvery();

    /// One widget.
    interface Widget {
        /// The origins of the pages that may hold it, such as `https://shop.example`; `*` for any.
        List<String> origins();

        /// Whose hours and waiting time are shown.
        @WithDefault("support")
        String desk();

        Identity identity();

        /// What the form before a chat asks for, by field (`name`, `mail`, `phone`, `telegram`). Without any
        /// there is no form.
        Map<String, Ask> ask();

        /// What the form before a chat lets choose from, by the id that travels with the message.
        Map<String, Topic> topics();

        /// What a visitor finds while the desk is closed.
        @WithDefault("FORM")
        Closed closed();
    }

    /// A question of a form.
    enum Ask {
        OPTIONAL,
        REQUIRED
    }

    /// What a widget offers while its desk is closed: a form to leave an address on, or the chat as always.
    enum Closed {
        FORM,
        CHAT
    }

    /// A matter to choose, in the languages of the widget.
    interface Topic {
        String ru();

        String en();
    }

    /// How a page says who its visitors are.
    interface Identity {
        /// Within what an external id is unique; widgets that share their users share it. The widget by
        /// default.
        Optional<String> realm();

        /// By name, which a token gives as `kid`.
        Map<String, Key> keys();

        /// How long a page's statement may hold; a code without an end holds so long on one connection.
        @WithDefault("P1D")
        Duration longest();

        /// Whether only visitors whom the page has signed in may write.
        @WithDefault("false")
        boolean required();
    }

    /// One of the three.
    interface Key {
        /// A secret of 32 bytes at least, for tokens.
        Optional<String> hs256();

        /// A public key (PEM), for tokens.
        Optional<String> rs256();

        /// A secret of 32 bytes at least, for codes over external ids.
        Optional<String> hmac();
    }
}
