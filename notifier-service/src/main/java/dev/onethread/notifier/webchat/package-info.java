/// Hands messages for visitors' screens over to the service that holds their sockets.
@NullMarked
package dev.onethread.notifier.webchat;

import org.jspecify.annotations.NullMarked;
