/// What every channel shares: the seam to the rest of the system, and what makes input harmless.
@NullMarked
package dev.onethread.ingest.core;

import org.jspecify.annotations.NullMarked;
