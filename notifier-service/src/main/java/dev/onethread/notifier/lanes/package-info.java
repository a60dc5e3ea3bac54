/// Keeps each door's sending end at work on the one replica that owns it.
@NullMarked
package dev.onethread.notifier.lanes;

import org.jspecify.annotations.NullMarked;
