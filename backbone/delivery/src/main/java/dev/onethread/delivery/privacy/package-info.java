/// All that a service holds of one customer: written down as a whole, and erased. What that is, each service says
/// (`Holdings`); how it is done is the same for all.
@NullMarked
package dev.onethread.delivery.privacy;

import org.jspecify.annotations.NullMarked;
