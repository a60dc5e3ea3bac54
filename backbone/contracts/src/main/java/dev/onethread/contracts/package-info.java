/// What travels on Kafka, and nothing else: topics, events, typed ids, and how they become bytes.
@NullMarked
package dev.onethread.contracts;

import org.jspecify.annotations.NullMarked;
