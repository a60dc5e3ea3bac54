/// The one port people use: passes each path to the service it belongs to, with the prefixes of the Kubernetes ingress.
@NullMarked
package dev.onethread.local.gateway;

import org.jspecify.annotations.NullMarked;
