/// Rules and hours as JSON: how people send and read them, how they are kept, and what is wrong with them, by place.
@NullMarked
package dev.onethread.routing.json;

import org.jspecify.annotations.NullMarked;
