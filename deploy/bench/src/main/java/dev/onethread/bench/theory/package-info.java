/// Published figures of queueing theory, met by the engine that runs in production.
@NullMarked
package dev.onethread.bench.theory;

import org.jspecify.annotations.NullMarked;
