/// How a simulation's scenario is written down, as JSON or YAML, and what is said of a wrong one.
@NullMarked
package dev.onethread.routing.scenario;

import org.jspecify.annotations.NullMarked;
