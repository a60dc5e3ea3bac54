/// Replies and the deliveries of their parts, as rows.
@NullMarked
package dev.onethread.notifier.postgres;

import org.jspecify.annotations.NullMarked;
