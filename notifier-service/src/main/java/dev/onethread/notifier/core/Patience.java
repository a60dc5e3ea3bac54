package dev.onethread.notifier.core;

import java.time.Duration;

/// How often and after which waits a delivery is tried. `tries` bounds what the channel puts off, `resends` what nobody
/// knows the outcome of, `away` is how long a door waits whose other end cannot be reached.
public record Patience(Duration first, Duration longest, int tries, int resends, Duration away) {
    /// The wait after a number of tries: each four times the one before.
    public Duration after(int madeTries) {
        Duration wait = first;
        for (int i = 1; i < madeTries && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(4);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
