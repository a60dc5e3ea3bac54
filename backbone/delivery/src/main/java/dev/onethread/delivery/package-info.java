/// How nothing is lost nor done twice: consumption with offsets and positions in the service's own database, outbox and
/// relay, leases, dead letters. A service implements [dev.onethread.delivery.Handler] and works with a
/// [dev.onethread.delivery.Tx].
@NullMarked
package dev.onethread.delivery;

import org.jspecify.annotations.NullMarked;
