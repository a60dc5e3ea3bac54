/// The inbox over REST, and the web UI's files.
@NullMarked
package dev.onethread.ticket.http;

import org.jspecify.annotations.NullMarked;
