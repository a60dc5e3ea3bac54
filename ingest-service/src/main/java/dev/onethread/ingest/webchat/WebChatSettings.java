package dev.onethread.ingest.webchat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

    /// How long a new socket may stay without saying who it is.
    @WithDefault("10s")
    Duration helloWithin();

    @WithDefault("25s")
    Duration pingEvery();

    /// One widget.
    interface Widget {
        /// The origins of the pages that may hold it, such as `https://shop.example`; `*` for any.
        List<String> origins();
    }
}
