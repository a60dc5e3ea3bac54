/// Who should answer: a pool's engine and the routing rules, as pure functions of their inputs and the time given.
@NullMarked
package dev.onethread.routing.core;

import org.jspecify.annotations.NullMarked;
