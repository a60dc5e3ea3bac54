/// The web chat: visitors' sockets, their sequence, uploads and files.
@NullMarked
package dev.onethread.ingest.webchat;

import org.jspecify.annotations.NullMarked;
