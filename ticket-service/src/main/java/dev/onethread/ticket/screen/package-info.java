/// What a screen shows, as it travels to it in JSON.
@NullMarked
package dev.onethread.ticket.screen;

import org.jspecify.annotations.NullMarked;
