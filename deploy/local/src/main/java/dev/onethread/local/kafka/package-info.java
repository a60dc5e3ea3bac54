/// A real Kafka broker in one process, and the topics the services expect.
@NullMarked
package dev.onethread.local.kafka;

import org.jspecify.annotations.NullMarked;
