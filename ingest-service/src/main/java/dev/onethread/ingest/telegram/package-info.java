/// Telegram in: long polling per bot, updates to events, files to blobs.
@NullMarked
package dev.onethread.ingest.telegram;

import org.jspecify.annotations.NullMarked;
