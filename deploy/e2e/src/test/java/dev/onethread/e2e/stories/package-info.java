/// What people experience with the whole system running as two replicas of every service.
@NullMarked
package dev.onethread.e2e.stories;

import org.jspecify.annotations.NullMarked;
