/// Guesses the language of what customers write, with lingua.
@NullMarked
package dev.onethread.routing.language;

import org.jspecify.annotations.NullMarked;
