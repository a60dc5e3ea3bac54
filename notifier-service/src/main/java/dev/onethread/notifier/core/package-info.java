/// What is sent, in which parts, how fast, and what becomes of it: pure, without clock or channel.
@NullMarked
package dev.onethread.notifier.core;

import org.jspecify.annotations.NullMarked;
