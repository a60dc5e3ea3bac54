/// The live feed: one WebSocket per screen.
@NullMarked
package dev.onethread.ticket.inbox;

import org.jspecify.annotations.NullMarked;
