/// Scenarios from files, simulated, reported and drawn.
@NullMarked
package dev.onethread.bench.simulate;

import org.jspecify.annotations.NullMarked;
