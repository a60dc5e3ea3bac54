/// Makes customers' HTML safe to show.
@NullMarked
package dev.onethread.ticket.html;

import org.jspecify.annotations.NullMarked;
