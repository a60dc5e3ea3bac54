/// How fast routing decides: the engine alone, and in a running system.
@NullMarked
package dev.onethread.bench.speed;

import org.jspecify.annotations.NullMarked;
