/// Cases of other makers' suites, read by the production code and scored.
@NullMarked
package dev.onethread.bench.corpora;

import org.jspecify.annotations.NullMarked;
