/// What administrators and supervisors may see of deliveries.
@NullMarked
package dev.onethread.notifier.http;

import org.jspecify.annotations.NullMarked;
