/// Customers, agents and administrators as they meet a running installation from outside: through its one port, its
/// mailboxes and its bots, knowing nothing of its inside.
@NullMarked
package dev.onethread.e2e.actors;

import org.jspecify.annotations.NullMarked;
