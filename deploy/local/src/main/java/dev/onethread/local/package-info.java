/// Everything that lets the whole run on one machine, without Docker.
@NullMarked
package dev.onethread.local;

import org.jspecify.annotations.NullMarked;
