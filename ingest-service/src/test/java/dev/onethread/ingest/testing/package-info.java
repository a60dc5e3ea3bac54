/// What this service's tests share: its surroundings, and the people who use it.
package dev.onethread.ingest.testing;
