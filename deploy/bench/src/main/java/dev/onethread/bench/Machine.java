package dev.onethread.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where and under what a measurement ran, so that figures can be compared at all. `loadBefore` and `loadAfter` are the
/// one-minute load averages, ours included in the second.
record Machine(String processor, int cores, long memoryMiB, String java, double loadBefore, double loadAfter) {
    static Machine now() {
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                Runtime.version().toString(),
                load(),
                load());
    }

    Machine after() {
        return new Machine(processor, cores, memoryMiB, java, loadBefore, load());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d MiB, Java %s, load %.1f before and %.1f after",
                processor,
                cores,
                memoryMiB,
                java,
                loadBefore,
                loadAfter);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String model() {
        return after(Path.of("/proc/cpuinfo"), "model name");
    }

    private static long memory() {
        String kilobytes = after(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) / 1024;
    }

    private static String after(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
