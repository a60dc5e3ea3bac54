/// Takes in what other services tell.
@NullMarked
package dev.onethread.ticket.kafka;

import org.jspecify.annotations.NullMarked;
