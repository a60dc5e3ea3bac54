package dev.onethread.local.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a bot has put into a chat.
///
/// @param kind `text`, `photo`, `document`, `voice`, `audio` or `video`
/// @param text the text or caption without markup
/// @param fileId the file, to be had from [Bot#file]; null for a text
/// @param replyTo the message it answers; null when none
public record Sent(
        long messageId,
        String kind,
        String text,
        @Nullable String fileId,
        @Nullable String fileName,
        @Nullable Long replyTo,
        Instant at) {}
