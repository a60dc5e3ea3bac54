/// What-if: runs of the simulator that supervisors ask for, bounded in size and time, in the background.
@NullMarked
package dev.onethread.routing.whatif;

import org.jspecify.annotations.NullMarked;
