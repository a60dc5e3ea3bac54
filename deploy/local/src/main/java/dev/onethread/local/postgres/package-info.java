/// A real PostgreSQL server from unpacked binaries, safe against the death of whoever started it.
@NullMarked
package dev.onethread.local.postgres;

import org.jspecify.annotations.NullMarked;
