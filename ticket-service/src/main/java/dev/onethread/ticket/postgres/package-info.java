/// The transcript, tickets, users and presences in tables; all SQL of this service.
@NullMarked
package dev.onethread.ticket.postgres;

import org.jspecify.annotations.NullMarked;
