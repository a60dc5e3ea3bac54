/// `deploy/up`: the whole system as one process tree, started, watched over, and stopped in order.
@NullMarked
package dev.onethread.local.launch;

import org.jspecify.annotations.NullMarked;
