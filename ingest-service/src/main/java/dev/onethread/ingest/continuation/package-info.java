/// One-time links by which a person goes on with a conversation on another channel.
@NullMarked
package dev.onethread.ingest.continuation;

import org.jspecify.annotations.NullMarked;
