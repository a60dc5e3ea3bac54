/// Routing's own tables: customers and their messages' places, the pool's work and decisions, and what people decided.
@NullMarked
package dev.onethread.routing.postgres;

import org.jspecify.annotations.NullMarked;
