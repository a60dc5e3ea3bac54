package dev.onethread.routing.simulation;

import java.util.Arrays;

/// What happens when, without an object per entry: a binary heap of microseconds, each with a number that says what.
/// At the same microsecond the lower number comes first, so that a run repeats exactly.
final class Agenda {
    private long[] times = new long[1024];
    private long[] whats = new long[1024];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /// @return microseconds; [Long#MAX_VALUE] when nothing is to come
    long nextTime() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    long nextWhat() {
        return whats[0];
    }

    void add(long time, long what) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            whats = Arrays.copyOf(whats, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(time, what, parent)) {
                break;
            }
            times[at] = times[parent];
            whats[at] = whats[parent];
            at = parent;
        }
        times[at] = time;
        whats[at] = what;
    }

    void removeNext() {
        size--;
        long time = times[size];
        long what = whats[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(times[child + 1], whats[child + 1], child)) {
                child++;
            }
            if (before(time, what, child)) {
                break;
            }
            times[at] = times[child];
            whats[at] = whats[child];
            at = child;
        }
        times[at] = time;
        whats[at] = what;
    }

    private boolean before(long time, long what, int other) {
        return time < times[other] || (time == times[other] && what < whats[other]);
    }
}
