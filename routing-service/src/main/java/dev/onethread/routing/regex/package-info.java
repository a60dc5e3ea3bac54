/// Regular expressions by RE2/J.
@NullMarked
package dev.onethread.routing.regex;

import org.jspecify.annotations.NullMarked;
