/// What the structure of the code promises, checked on the compiled classes of every module.
@NullMarked
package dev.onethread.e2e.architecture;

import org.jspecify.annotations.NullMarked;
