/// Takes in what is to be sent.
@NullMarked
package dev.onethread.notifier.kafka;

import org.jspecify.annotations.NullMarked;
