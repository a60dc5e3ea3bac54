/// A stand-in for the Telegram Bot API, as strict as the real one and with a customer's side to play.
@NullMarked
package dev.onethread.local.telegram;

import org.jspecify.annotations.NullMarked;
