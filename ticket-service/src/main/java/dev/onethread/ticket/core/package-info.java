/// What conversations, tickets and deliveries are and may become; decides and never calls out.
@NullMarked
package dev.onethread.ticket.core;

import org.jspecify.annotations.NullMarked;
