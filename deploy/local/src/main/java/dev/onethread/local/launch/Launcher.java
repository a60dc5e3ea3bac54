package dev.onethread.local.launch;

import dev.onethread.local.Ports;
import dev.onethread.local.gateway.Gateway;
import dev.onethread.local.gateway.Route;
import dev.onethread.local.kafka.Topics;
import dev.onethread.local.postgres.PostgresServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy/up`.
@Command(
        name = "deploy/up",
        mixinStandardHelpOptions = true,
        description = "Runs the whole of Onethread on this machine until Ctrl-C.")
public final class Launcher implements Callable<Integer> {
    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration HANGS = Duration.ofSeconds(100);
    private static final String READY = "/q/health/ready";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private static final Logger LOG = Logger.getLogger(Launcher.class.getName());

    private final List<Child> services = new CopyOnWriteArrayList<>();
    private final List<Child> outside = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Path journal;
    private volatile @Nullable Gateway gateway;
    private volatile @Nullable Child postgres;
    private volatile @Nullable PostgresServer database;
    private volatile @Nullable RunningFile running;

    @Option(names = "--fresh", description = "begin with empty data")
    private boolean fresh;

    @Option(names = "--replicas", defaultValue = "1", description = "how many of each service (default: 1)")
    private int replicas = 1;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "the port of everything (ONETHREAD_PORT, default: 21800)")
    private int port;

    @Option(names = "--data", description = "the data folder (ONETHREAD_DATA, default: data)")
    private @Nullable Path data;

    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of(".");

    public static void main(String[] arguments) {
        Journal.silence();
        System.exit(new CommandLine(new Launcher()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try {
            run();
            return 0;
        } catch (Exception e) {
            if (stopping()) {
                stopped.await(); // asked to end while starting: what failed did so because of that
            } else {
                explain(e);
            }
            return 1;
        }
    }

    /// One line for people; the log has the rest. What runs already is stopped by the hook, on exit.
    private void explain(Exception failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Setup.Refusal) {
            Say.line(String.valueOf(cause.getMessage()));
        } else {
            LOG.log(Level.SEVERE, "the start failed", cause);
            Path log = journal;
            Say.line("Onethread could not be started: " + cause + (log == null ? "" : ". More: " + log));
        }
    }

    private void run() throws Exception {
        long begin = System.nanoTime();
        Setup setup = Setup.of(System.getenv(), root.resolve("deploy/local/local.properties"));
        Plan plan = plan(setup);
        try (FileLock lock = lock(plan.data())) {
            if (!lock.isValid()) {
                throw new Setup.Refusal("the data folder is not ours");
            }
            Doors doors = Doors.of(setup, plan);
            RunningFile file = new RunningFile(plan, doors);
            file.stopLeftovers();
            running = file;
            portsAreFree(plan);
            if (fresh) {
                empty(plan.data());
            }
            Files.createDirectories(plan.logs());
            journal = plan.log("launcher");
            Journal.open(journal);
            String adminPassword = setup.value("ONETHREAD_ADMIN_PASSWORD", "admin-demo-2026");
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
            infrastructure(plan, doors);
            services(plan, doors, adminPassword);
            new Seeds(plan).sow(adminPassword);
            Welcome.print(plan, doors, (System.nanoTime() - begin) / 1_000_000_000.0);
            stopped.await();
        }
    }

    private Plan plan(Setup setup) {
        if (replicas < 1 || replicas > 9) {
            throw new Setup.Refusal("--replicas is a number from 1 to 9");
        }
        Path folder = data == null
                ? Path.of(setup.value("ONETHREAD_DATA", root.resolve("data").toString()))
                : data;
        int first = port > 0 ? port : setup.number("ONETHREAD_PORT", 21_800);
        return Plan.of(
                setup,
                root.toAbsolutePath().normalize(),
                folder.toAbsolutePath().normalize(),
                first,
                replicas);
    }

    private static FileLock lock(Path data) throws IOException {
        Files.createDirectories(data);
        // Stays open for as long as this process lives; the lock ends with it, also after kill -9.
        @SuppressWarnings("resource")
        RandomAccessFile file = new RandomAccessFile(data.resolve("lock").toFile(), "rw");
        FileLock lock = file.getChannel().tryLock();
        if (lock == null) {
            throw new Setup.Refusal("Another deploy/up is running with the data folder " + data
                    + ". Stop it, or choose another folder with ONETHREAD_DATA and another port with ONETHREAD_PORT.");
        }
        return lock;
    }

    private static void portsAreFree(Plan plan) {
        plan.ports().forEach((each, setting) -> {
            if (Ports.taken(each)) {
                throw new Setup.Refusal("Port " + each
                        + " is taken by another program. Stop that program, or set ONETHREAD_PORT (all ports follow it) or "
                        + setting + ".");
            }
        });
    }

    private static void empty(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(data) && !file.equals(data.resolve("lock")) && !file.equals(data.resolve("up.log"))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void infrastructure(Plan plan, Doors doors) throws Exception {
        Say.line("starting Kafka, PostgreSQL and the stand-ins …");
        CompletableFuture<Void> postgresStarts = CompletableFuture.runAsync(() -> database(plan));
        outside.add(Child.of(
                "kafka",
                "kafka",
                plan.kafka(),
                plan.log("kafka"),
                Java.command(
                        plan,
                        256,
                        "dev.onethread.local.kafka.KafkaBroker",
                        plan.data().resolve("kafka").toString(),
                        Integer.toString(plan.kafka()),
                        Integer.toString(plan.controller())),
                this::changed));
        outside.add(Child.of(
                "stand-ins",
                "stand-ins",
                plan.standIns(),
                plan.log("stand-ins"),
                Java.command(
                        plan,
                        96,
                        "dev.onethread.local.play.StandIns",
                        plan.data().resolve("stand-ins").toString(),
                        Integer.toString(plan.standIns()),
                        Integer.toString(plan.smtp()),
                        Integer.toString(plan.imap()),
                        doors.realTelegram() ? "-" : String.join(",", doors.tokens()),
                        doors.realMail() ? "-" : String.join(",", doors.addresses())),
                this::changed));
        start(outside);
        Health.awaitPort(plan.kafka(), PATIENCE, "Kafka", plan.log("kafka"));
        Topics.create("127.0.0.1:" + plan.kafka(), "", PARTITIONS);
        postgresStarts.join();
    }

    /// A child that was asked to end before does not start any more, so nothing outlives a stop in the middle of this.
    private void start(List<Child> children) throws IOException {
        for (Child child : children) {
            if (stopping()) {
                child.release();
            }
            child.start();
        }
    }

    private boolean stopping() {
        return stopping.get();
    }

    private void database(Plan plan) {
        Path folder = plan.data().resolve("postgres");
        Child child = new Child(
                "postgres",
                "postgres",
                plan.postgres(),
                folder.resolve("postgres.log"),
                () -> {
                    PostgresServer server = PostgresServer.start(folder, plan.postgres());
                    database = server;
                    return server.process();
                },
                this::changed);
        try {
            postgres = child;
            start(List.of(child));
            PostgresServer server = Objects.requireNonNull(database);
            Plan.SERVICES.forEach(server::createDatabase);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("PostgreSQL could not be started", e);
        }
    }

    private void services(Plan plan, Doors doors, String adminPassword) throws Exception {
        Say.line("starting the services …");
        Keys keys = Keys.in(plan.data().resolve("keys"));
        for (String service : Plan.SERVICES) {
            Path configuration = ServiceConfiguration.write(plan, doors, keys, service, adminPassword);
            for (int replica = 1; replica <= plan.replicas(); replica++) {
                String name = service + "-" + replica;
                services.add(Child.of(
                        name,
                        service,
                        plan.port(service, replica),
                        plan.log(name),
                        Java.service(plan, service, configuration, plan.port(service, replica)),
                        this::changed));
            }
        }
        start(services);
        for (Child child : services) {
            awaitReady(child);
            Say.line("  " + child.name() + " is ready");
        }
        Health.await(plan.standIns(), "/play/ready", PATIENCE, "the stand-ins", plan.log("stand-ins"));
        gateway = Gateway.start("127.0.0.1", plan.gateway(), routes(plan));
    }

    /// One that hangs does not end the start: it starts anew, and what its threads were at is kept.
    private static void awaitReady(Child child) throws Exception {
        if (!Health.becomes(child.port(), READY, HANGS)) {
            Say.line(child.name() + " is not ready after " + HANGS.toSeconds() + " s and starts anew; what it was at: "
                    + child.giveUp());
        }
        Health.await(child.port(), READY, PATIENCE, child.name(), child.log());
    }

    private List<Route> routes(Plan plan) {
        return List.of(
                new Route("/", () -> live("ticket")),
                new Route("/api/routing/", () -> live("routing")),
                new Route("/api/ingest/", () -> live("ingest")),
                new Route("/chat/", () -> live("ingest")),
                new Route("/api/notifier/", () -> live("notifier")),
                new Route("/play/", () -> List.of(plan.standIns())));
    }

    private List<Integer> live(String service) {
        return services.stream()
                .filter(child -> child.service().equals(service) && child.alive())
                .map(Child::port)
                .toList();
    }

    private void changed() {
        RunningFile file = running;
        if (file != null) {
            List<Child> all = new ArrayList<>(outside);
            all.addAll(services);
            Child child = postgres;
            if (child != null) {
                all.add(child);
            }
            file.write(all);
        }
    }

    /// First no more requests, then the services, then what they stand on.
    private void stop() {
        stopping.set(true);
        Say.line("stopping …");
        try {
            Gateway door = gateway;
            if (door != null) {
                door.close();
            }
            end(services);
            end(outside);
            endDatabase();
            RunningFile file = running;
            if (file != null) {
                file.delete();
            }
        } catch (IOException e) {
            Say.line("running.json could not be deleted: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
            Say.line("stopped; the data stays");
        }
    }

    /// The server waits for open connections when asked the common way; closing it does not.
    private void endDatabase() {
        Child child = postgres;
        if (child != null) {
            child.release();
        }
        PostgresServer server = database;
        if (server != null) {
            server.close();
        }
    }

    private static void end(List<Child> children) throws InterruptedException {
        children.forEach(Child::ask);
        for (Child child : children) {
            child.awaitEnd(STOP_PATIENCE);
        }
    }

    /// A moment between two looks at something that gives no notice.
    static void rest() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
}
