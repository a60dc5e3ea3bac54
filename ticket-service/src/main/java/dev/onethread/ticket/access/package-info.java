/// Who somebody is: passwords, access tokens, throttling.
@NullMarked
package dev.onethread.ticket.access;

import org.jspecify.annotations.NullMarked;
