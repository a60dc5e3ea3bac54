/// Sends by the Telegram Bot API.
@NullMarked
package dev.onethread.notifier.telegram;

import org.jspecify.annotations.NullMarked;
