/// What routing takes in: customers' messages for placing, commands for the pools' dispatchers, users as agents.
@NullMarked
package dev.onethread.routing.kafka;

import org.jspecify.annotations.NullMarked;
