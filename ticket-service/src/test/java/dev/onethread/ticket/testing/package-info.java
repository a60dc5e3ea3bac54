/// What tests of the inbox stand on: a customer's events, an agent over HTTP, a screen on the live feed.
@NullMarked
package dev.onethread.ticket.testing;

import org.jspecify.annotations.NullMarked;
