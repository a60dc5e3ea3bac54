/// The engine under a virtual clock: traffic, agents and a configuration come in, what customers and agents would have
/// met comes out. Pure like `core`: chance comes from a seed, nothing here reads a clock or calls anybody.
@NullMarked
package dev.onethread.routing.simulation;

import org.jspecify.annotations.NullMarked;
