/// Routing over HTTP: rules, skills, agents, desks, and why something was decided.
@NullMarked
package dev.onethread.routing.http;

import org.jspecify.annotations.NullMarked;
