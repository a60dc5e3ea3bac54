/// Proof that the contracts mean on the wire what they say: golden files, refusals, and the AsyncAPI document.
@NullMarked
package dev.onethread.contracts;

import org.jspecify.annotations.NullMarked;
