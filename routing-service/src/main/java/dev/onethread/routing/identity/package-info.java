/// Which customers are one: what proves it, what only suggests it, and how their conversations become one
/// or two again.
@NullMarked
package dev.onethread.routing.identity;

import org.jspecify.annotations.NullMarked;
