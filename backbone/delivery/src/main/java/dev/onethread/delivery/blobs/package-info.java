/// Bytes kept outside records and tables: written before the record that names them.
@NullMarked
package dev.onethread.delivery.blobs;

import org.jspecify.annotations.NullMarked;
