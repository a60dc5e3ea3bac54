package dev.onethread.local.telegram;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bot has put into a chat.
///
/// @param kind `text`, `photo`, `document`, `voice`, `audio` or `video`
/// @param text the text or caption without markup
/// @param fileId the file, to be had from [Bot#file]; null for a text
/// @param replyTo the message it answers; null when none
/// @param markup the text or caption as it was sent, with its markup
/// @param buttons what stands on the buttons below it
/// @param album what the parts of an album share; null for a single message
/// @param topic the thread of a group it went to; null outside of threads
public record Sent(
        long messageId,
        String kind,
        String text,
        @Nullable String fileId,
        @Nullable String fileName,
        @Nullable Long replyTo,
        Instant at,
        String markup,
        List<String> buttons,
        @Nullable String album,
        @Nullable Long topic) {}
