/// The interface for administrators.
@NullMarked
package dev.onethread.ingest.http;

import org.jspecify.annotations.NullMarked;
