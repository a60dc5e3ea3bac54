/// Errors that callers of our HTTP interfaces see (RFC 9457).
@NullMarked
package dev.onethread.delivery.problems;

import org.jspecify.annotations.NullMarked;
