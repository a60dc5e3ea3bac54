/// What could not be handled, for administrators: listed, shown, replayed, discarded.
@NullMarked
package dev.onethread.delivery.deadletters;

import org.jspecify.annotations.NullMarked;
