/// Measurements of a running installation from outside, each figure beside its mark.
@NullMarked
package dev.onethread.bench;

import org.jspecify.annotations.NullMarked;
