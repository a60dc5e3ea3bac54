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

    /// Only the quick compiler. On a machine that everything shares, the optimising one takes more from customers and
    /// agents in its minutes of work after a start than its code gives back at the pace of one desk.
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /// A virtual thread that waits while a class is loaded or initialised keeps its carrier (until JDK 26). On two
    /// cores
    /// there would be two carriers, and two such threads would keep all others from going on, the one they wait for
    /// among them.
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    private static List<String> base(int heapMegabytes) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                QUICK_COMPILER,
                CARRIERS,
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        return command;
    }
}
