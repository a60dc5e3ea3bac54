/// The service's tables: checkpoints, quarantine, visitors.
@NullMarked
package dev.onethread.ingest.postgres;

import org.jspecify.annotations.NullMarked;
