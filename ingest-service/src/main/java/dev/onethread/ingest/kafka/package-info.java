/// How what a door took in reaches Kafka.
@NullMarked
package dev.onethread.ingest.kafka;

import org.jspecify.annotations.NullMarked;
