/// What tests of the services stand on: real Kafka and PostgreSQL, tokens, and hands on the topics.
@NullMarked
package dev.onethread.delivery.testing;

import org.jspecify.annotations.NullMarked;
