package dev.onethread.local.launch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `running.json` of the data folder: what runs where, for tests and measurements; and after a kill -9 of the launcher,
/// what it left behind.
final class RunningFile {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path file;
    private final Plan plan;
    private final Doors doors;

    RunningFile(Plan plan, Doors doors) {
        this.file = plan.data().resolve("running.json");
        this.plan = plan;
        this.doors = doors;
    }

    /// Writes the present state, whole or not at all.
    synchronized void write(List<Child> children) {
        ObjectNode root = Wire.mapper().createObjectNode();
        root.put("url", plan.url()).put("pid", ProcessHandle.current().pid());
        ports(root.putObject("ports"));
        ArrayNode users = root.putArray("users");
        for (DemoUser user : DemoUser.ALL) {
            users.addObject()
                    .put("id", user.id())
                    .put("password", user.password())
                    .put("name", user.name());
        }
        ArrayNode mailboxes = root.putArray("mailboxes");
        doors.addresses().forEach(mailboxes::add);
        ArrayNode bots = root.putArray("bots");
        if (!doors.realTelegram()) {
            doors.tokens().forEach(bots::add);
        }
        ArrayNode running = root.putArray("children");
        for (Child child : children) {
            Process process = child.process();
            if (process != null && process.isAlive()) {
                running.addObject()
                        .put("name", child.name())
                        .put("service", child.service())
                        .put("port", child.port())
                        .put("pid", process.pid())
                        .put("started", started(process.toHandle()));
            }
        }
        try {
            Path next = file.resolveSibling("running.json.next");
            Files.write(next, Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("running.json could not be written", e);
        }
    }

    synchronized void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /// Ends the children of a launcher that was killed; a process is one of them only if id and start time agree.
    void stopLeftovers() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return;
        }
        for (var child : Wire.mapper().readTree(Files.readAllBytes(file)).path("children")) {
            Optional<ProcessHandle> process = ProcessHandle.of(child.path("pid").asLong());
            if (process.isPresent()
                    && started(process.get()).equals(child.path("started").asText())) {
                Say.line("stopping what an earlier start left running: "
                        + child.path("name").asText());
                stop(process.get());
            }
        }
        delete();
    }

    private static void stop(ProcessHandle process) throws InterruptedException {
        process.destroy();
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            Launcher.rest();
        }
        process.destroyForcibly();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private void ports(ObjectNode ports) {
        Map<String, Integer> named = Map.of(
                "gateway", plan.gateway(),
                "kafka", plan.kafka(),
                "postgres", plan.postgres(),
                "imap", plan.imap(),
                "smtp", plan.smtp(),
                "standins", plan.standIns());
        named.forEach(ports::put);
    }
}
