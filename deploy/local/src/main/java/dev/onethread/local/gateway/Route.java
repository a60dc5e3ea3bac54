package dev.onethread.local.gateway;

import java.util.List;
import java.util.function.Supplier;

/// Paths that begin with `prefix` go to one of `ports`, the replicas that run at that moment.
public record Route(String prefix, Supplier<List<Integer>> ports) {
    boolean takes(String path) {
        return path.startsWith(prefix) || (path + "/").equals(prefix);
    }
}
