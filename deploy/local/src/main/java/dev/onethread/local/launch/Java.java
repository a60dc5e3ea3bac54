package dev.onethread.local.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines of child JVMs: small heaps, the serial collector, few threads; several of them share one machine.
/// `setsid` keeps Ctrl-C of the terminal from reaching them all at once: the launcher stops them in order.
final class Java {
    private static final int SERVICE_HEAP = 192;

    private Java() {}

    /// Runs a class of this module.
    static List<String> command(Plan plan, int heapMegabytes, String main, String... arguments) {
        List<String> command = base(heapMegabytes);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> service(Plan plan, String service, Path configuration, int port) {
        List<String> command = base(SERVICE_HEAP);
        Path jar = plan.root().resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
        command.add("-Dsmallrye.config.locations=" + configuration.toUri());
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Donethread.replica=" + service + "-" + port);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /// Compilers run behind what customers and agents wait for: on few cores their minutes of work after a start cost
    /// every message several milliseconds. The policy is what makes the Linux JVM use priorities at all.
    private static final List<String> COMPILERS_STEP_BACK =
            List.of("-XX:+UseThreadPriorities", "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=10");

    private static List<String> base(int heapMegabytes) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(COMPILERS_STEP_BACK);
        return command;
    }
}
