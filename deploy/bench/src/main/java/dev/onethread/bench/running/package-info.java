/// Routing as it runs: the service's own process on a real broker and a real database, driven over Kafka.
@NullMarked
package dev.onethread.bench.running;

import org.jspecify.annotations.NullMarked;
