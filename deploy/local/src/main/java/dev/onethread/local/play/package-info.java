/// The process of the stand-ins, and the pages on which one plays a customer.
@NullMarked
package dev.onethread.local.play;

import org.jspecify.annotations.NullMarked;
